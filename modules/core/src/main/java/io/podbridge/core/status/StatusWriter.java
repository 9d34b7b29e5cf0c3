package io.podbridge.core.status;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.pod.PodEvent;
import io.podbridge.core.pod.PodEvent.Refusal;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Writes what the entities of this replica want written, a bounded number at a time. One per replica.
 *
 * <p>An entity has one write under way at most, so the queue is no longer than the replica has pods, and what it holds
 * is never outdated by another write of the same pod. While the API server does not answer, the queue rests and a
 * single write tries the door, ever more rarely: when the server is back it gets each write once, not a storm.
 */
public final class StatusWriter extends AbstractMatchingBehavior<StatusWriter.Command> {

    /** What the writer is told. */
    public sealed interface Command {}

    /** What the writer is asked to do. */
    public sealed interface Task extends Command {
        /** The pod. */
        PodId id();

        /** Who asked. */
        ActorRef<PodEvent> replyTo();
    }

    /** Write the status, if the pod still has this version. Answer: StatusWritten or StatusRefused. */
    public record Write(PodId id, String resourceVersion, PodStatus status, ActorRef<PodEvent> replyTo)
            implements Task {}

    /** Remove the object. Answer: ObjectRemoved or ObjectNotRemoved. */
    public record Remove(PodId id, ActorRef<PodEvent> replyTo) implements Task {}

    private record Done(Task task, ApiResult<String> result) implements Command {}

    private record TryAgain() implements Command {}

    private final TimerScheduler<Command> timers;
    private final KubeApi api;
    private final int maxInFlight;
    private final Queue<Task> waiting = new ArrayDeque<>();
    private final BackOff backOff;
    private int inFlight;
    private boolean resting;

    private StatusWriter(
            ActorContext<Command> context, TimerScheduler<Command> timers, KubeApi api, WriterSettings settings) {
        super(context);
        this.timers = timers;
        this.api = api;
        this.maxInFlight = settings.maxInFlight();
        this.backOff = new BackOff(settings.backOffMin(), settings.backOffMax());
    }

    /** The behavior of a replica's writer. */
    public static Behavior<Command> create(KubeApi api, WriterSettings settings) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new StatusWriter(context, timers, api, settings)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Task task -> waiting.add(task);
            case Done(var task, var result) -> done(task, result);
            case TryAgain() -> tryTheDoor();
        }
        sendMore();
        return Behaviors.same();
    }

    private void sendMore() {
        while (!resting && inFlight < maxInFlight && !waiting.isEmpty()) {
            send(waiting.remove());
        }
    }

    private void tryTheDoor() {
        if (inFlight == 0 && !waiting.isEmpty()) {
            send(waiting.remove());
        }
    }

    private void send(Task task) {
        inFlight++;
        getContext().pipeToSelf(call(task), (result, failure) -> new Done(task, ApiResult.of(result, failure)));
    }

    private CompletionStage<ApiResult<String>> call(Task task) {
        return switch (task) {
            case Write(var id, var version, var status, var replyTo) -> api.patchPodStatus(id, version, status);
            case Remove(var id, var replyTo) -> api.deletePod(id).thenApply(StatusWriter::withoutVersion);
        };
    }

    private static ApiResult<String> withoutVersion(ApiResult<Void> result) {
        return switch (result) {
            case ApiResult.Ok<Void> ok -> ApiResult.ok("");
            case ApiResult.Not<Void>(var problem) -> ApiResult.not(problem);
        };
    }

    private void done(Task task, ApiResult<String> result) {
        inFlight--;
        switch (result) {
            case ApiResult.Ok<String>(var version) -> {
                open();
                task.replyTo().tell(success(task, version));
            }
            case ApiResult.Not<String>(ApiResult.Unavailable problem) -> rest(task, problem);
            case ApiResult.Not<String>(var problem) -> {
                open();
                tell(problem);
                task.replyTo().tell(failure(task, problem));
            }
        }
    }

    /** Conflicts are daily business; a missing right is not, and nobody else would say so. */
    private void tell(ApiResult.Problem problem) {
        if (problem instanceof ApiResult.Forbidden) {
            getContext().getLog().error("The API server does not let us write about pods: {}", problem.message());
        }
    }

    /** The server answers: everything that waits may go. */
    private void open() {
        resting = false;
        backOff.reset();
        timers.cancel(TryAgain.class);
    }

    /** Whether it was done is not known; the version in it makes a second time harmless. */
    private void rest(Task task, ApiResult.Unavailable problem) {
        waiting.add(task);
        resting = true;
        if (!timers.isTimerActive(TryAgain.class)) {
            var pause = problem.retryAfter().orElseGet(backOff::next);
            getContext().getLog().warn("API server does not take writes, {} wait: {}", waiting.size(), problem.message());
            timers.startSingleTimer(TryAgain.class, new TryAgain(), pause);
        }
    }

    private static PodEvent success(Task task, String version) {
        return switch (task) {
            case Write write -> new PodEvent.StatusWritten(version);
            case Remove remove -> new PodEvent.ObjectRemoved();
        };
    }

    private static PodEvent failure(Task task, ApiResult.Problem problem) {
        var refusal = refusal(problem);
        return switch (task) {
            case Write write -> new PodEvent.StatusRefused(refusal, problem.message(), Optional.empty());
            case Remove remove -> new PodEvent.ObjectNotRemoved(refusal, problem.message(), Optional.empty());
        };
    }

    private static Refusal refusal(ApiResult.Problem problem) {
        return switch (problem) {
            case ApiResult.NotFound missing -> Refusal.NOT_FOUND;
            case ApiResult.Conflict conflict -> Refusal.CONFLICT;
            case ApiResult.Expired expired -> Refusal.CONFLICT;
            case ApiResult.Refused refused -> Refusal.INVALID;
            case ApiResult.Forbidden forbidden -> Refusal.UNAVAILABLE;
            case ApiResult.Unavailable unavailable -> Refusal.UNAVAILABLE;
        };
    }
}
