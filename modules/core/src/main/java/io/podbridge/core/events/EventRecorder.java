package io.podbridge.core.events;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.EventDocument;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.replica.ReplicaServices;
import io.podbridge.core.status.BackOff;
import io.podbridge.core.telemetry.Counter;
import io.podbridge.core.telemetry.Gauge;
import io.podbridge.core.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Writes Kubernetes Events; one per replica. The same event within some minutes is counted up, not written again.
 *
 * <p>Events are for people, and may be lost: with the replica, or when there are more than the rate and the queue
 * allow, which the log says once a minute. All that must not be lost is in the pod's status. While the API server does
 * not answer, the queue rests and a single write tries the door, ever more rarely.
 */
public final class EventRecorder extends AbstractMatchingBehavior<EventRecorder.Command> {

    /** Writes under way at once: few, since events must not take the API server from the writes that count. */
    private static final int MAX_UNDER_WAY = 4;

    private static final Duration MIN_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LOSS_REPORT_INTERVAL = Duration.ofMinutes(1);

    /** What the recorder is told. */
    public sealed interface Command {}

    /** Something about a pod that its user should read. The reason is a CamelCase word. */
    @SuppressWarnings("AvoidCommonTypeNames") // always named with its recorder
    public record Record(PodId pod, boolean warning, String reason, String message) implements Command {}

    /** Something about the node. */
    public record RecordNode(String nodeName, String nodeUid, boolean warning, String reason, String message)
            implements Command {}

    /** The API server answered to a write of this many. */
    private record Answered(Series series, int count, ApiResult<ApiObject> result) implements Command {}

    private record TryAgain() implements Command {}

    private record ReportLosses() implements Command {}

    private final TimerScheduler<Command> timers;
    private final KubeApi api;
    private final String node;
    private final String replica;
    private final Clock clock;
    private final Telemetry telemetry;
    private final EventQueue queue;
    private final BackOff backOff;
    private final Duration maxBackOff;
    private boolean resting;

    private EventRecorder(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            ReplicaServices services,
            EventSettings settings,
            String node) {
        super(context);
        context.setLoggerName(EventRecorder.class);
        this.timers = timers;
        this.api = services.api();
        this.node = node;
        this.replica = services.name();
        this.clock = services.clock();
        this.telemetry = services.telemetry();
        this.queue = new EventQueue(settings, clock.instant());
        this.maxBackOff = settings.maxBackoff();
        this.backOff = new BackOff(MIN_BACK_OFF, maxBackOff, services.jitter());
    }

    /** The behavior of a replica's recorder: the node and the replica are who reports. */
    public static Behavior<Command> create(ReplicaServices services, EventSettings settings, String node) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new EventRecorder(context, timers, services, settings, node)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Record event -> queue.add(EventKey.of(event), clock.instant());
            case RecordNode event -> queue.add(EventKey.of(event), clock.instant());
            case Answered(var series, var count, var result) -> answered(series, count, result);
            case TryAgain() -> tryTheDoor();
            case ReportLosses() -> reportLosses();
        }
        sendMore();
        telemetry.set(Gauge.EVENTS_WAITING, "", queue.waiting());
        watchLosses();
        return Behaviors.same();
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            reportLosses();
            if (queue.waiting() > 0) {
                getContext().getLog().warn("{} Kubernetes Events were not written: the replica ends", queue.waiting());
            }
        }
        return Behaviors.same();
    }

    private void sendMore() {
        while (!resting && queue.underWay() < MAX_UNDER_WAY && sendOne()) {}
    }

    private void tryTheDoor() {
        if (queue.underWay() == 0 && !sendOne()) {
            open();
        }
    }

    private boolean sendOne() {
        Optional<Series> next = queue.next();
        next.ifPresent(series -> {
            int count = series.count();
            getContext()
                    .pipeToSelf(
                            write(series),
                            (result, failure) -> new Answered(series, count, ApiResult.of(result, failure)));
        });
        return next.isPresent();
    }

    private CompletionStage<ApiResult<ApiObject>> write(Series series) {
        EventKey key = series.key();
        var document = new EventDocument(
                key.subject(), series.name(), key.warning(), key.reason(), key.message(), node, replica);
        return series.made()
                ? api.patch(document.path(), KubeApi.PatchType.MERGE, document.again(series.last(), series.count()))
                : api.create(document.collection(), document.make(series.first(), series.last(), series.count()));
    }

    private void answered(Series series, int count, ApiResult<ApiObject> result) {
        switch (result) {
            case ApiResult.Ok<ApiObject> ok -> {
                open();
                telemetry.add(Counter.EVENTS_WRITTEN, series.key().warning() ? "Warning" : "Normal");
                queue.written(series, count);
            }
            case ApiResult.Not<ApiObject>(var problem) -> failed(series, problem);
        }
    }

    private void failed(Series series, ApiResult.Problem problem) {
        switch (problem) {
            case ApiResult.Unavailable(var message, var retryAfter) -> rest(series, message, retryAfter);
            case ApiResult.Forbidden(var status, var message)
            when status != 403 -> rest(series, message, Optional.empty());
            case ApiResult.Conflict conflict when series.made() -> rest(series, conflict.message(), Optional.empty());
            case ApiResult.Conflict conflict -> itWasMade(series);
            case ApiResult.NotFound missing
            when series.made() -> {
                open();
                queue.writeAnew(series, clock.instant());
            }
            case ApiResult.NotFound missing -> refused(series, missing.message());
            case ApiResult.Forbidden forbidden -> refused(series, forbidden.message());
            case ApiResult.Refused refused -> refused(series, refused.message());
            case ApiResult.Expired expired -> refused(series, expired.message());
        }
    }

    /** The API server answers: everything that waits may go. */
    private void open() {
        resting = false;
        backOff.reset();
        timers.cancel(TryAgain.class);
    }

    /** Whether it was done is not known; the Event's name makes a second time harmless. */
    private void rest(Series series, String message, Optional<Duration> retryAfter) {
        queue.putBack(series);
        if (!resting) {
            getContext().getLog().warn("API server does not take Events, {} wait: {}", queue.waiting(), message);
        }
        resting = true;
        if (!timers.isTimerActive(TryAgain.class)) {
            timers.startSingleTimer(TryAgain.class, new TryAgain(), pause(retryAfter));
        }
    }

    private Duration pause(Optional<Duration> retryAfter) {
        Duration own = backOff.next();
        Duration longer = retryAfter.filter(wanted -> wanted.compareTo(own) > 0).orElse(own);
        return longer.compareTo(maxBackOff) < 0 ? longer : maxBackOff;
    }

    /** An earlier try whose answer was lost had made it. */
    private void itWasMade(Series series) {
        open();
        queue.foundMade(series);
    }

    private void refused(Series series, String message) {
        open();
        queue.refused(series, message);
    }

    private void watchLosses() {
        if (queue.losses().total() > 0 && !timers.isTimerActive(ReportLosses.class)) {
            timers.startSingleTimer(ReportLosses.class, new ReportLosses(), LOSS_REPORT_INTERVAL);
        }
    }

    private void reportLosses() {
        Losses losses = queue.losses();
        if (losses.total() > 0) {
            getContext()
                    .getLog()
                    .warn(
                            "Kubernetes Events not written: {} above the rate, {} above the queue, {} refused {}",
                            losses.limited(),
                            losses.displaced(),
                            losses.refused(),
                            losses.problem());
            telemetry.add(Counter.EVENTS_DROPPED, "rate", losses.limited());
            telemetry.add(Counter.EVENTS_DROPPED, "queue", losses.displaced());
            telemetry.add(Counter.EVENTS_DROPPED, "refused", losses.refused());
            queue.forgetLosses();
        }
    }
}
