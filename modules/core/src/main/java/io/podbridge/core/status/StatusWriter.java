package io.podbridge.core.status;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.PodEvent.Refusal;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
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
 * single write tries the door, ever more rarely: when the server is back it gets each write once, not a storm. A write
 * that has no answer while others have goes back to its entity, which tries again at its own pace.
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

    /** A task, and whether the server gave no answer to it before. */
    private record Attempt(Task task, boolean again) {}

    private record Done(Attempt attempt, boolean probe, ApiResult<String> result) implements Command {}

    private record TryAgain() implements Command {}

    /** Whether the server takes writes, as far as is known. */
    private enum Door {
        /** It does. */
        OPEN,
        /** It did not; until the timer has run down nothing is sent. */
        CLOSED,
        /** The next write tries the door. */
        DUE,
        /** A write is trying the door; its answer, and no older one's, decides. */
        TRIED
    }

    private final TimerScheduler<Command> timers;
    private final KubeApi api;
    private final WriterSettings settings;
    private final Queue<Attempt> waiting = new ArrayDeque<>();
    private final BackOff backOff;
    private Door door = Door.OPEN;
    private Duration pause = Duration.ZERO;
    private int inFlight;

    private StatusWriter(
            ActorContext<Command> context, TimerScheduler<Command> timers, KubeApi api, WriterSettings settings) {
        super(context);
        this.timers = timers;
        this.api = api;
        this.settings = settings;
        this.backOff = new BackOff(settings.backOffMin(), settings.backOffMax());
    }

    /** The behavior of a replica's writer. */
    public static Behavior<Command> create(KubeApi api, WriterSettings settings) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new StatusWriter(context, timers, api, settings)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Task task -> waiting.add(new Attempt(task, false));
            case Done(var attempt, var probe, var result) -> done(attempt, probe, result);
            case TryAgain() -> door = Door.DUE;
        }
        sendMore();
        return Behaviors.same();
    }

    private void sendMore() {
        while ((door == Door.OPEN || door == Door.DUE) && inFlight < settings.maxInFlight() && !waiting.isEmpty()) {
            boolean probe = door == Door.DUE;
            door = probe ? Door.TRIED : Door.OPEN;
            send(waiting.remove(), probe);
        }
    }

    private void send(Attempt attempt, boolean probe) {
        inFlight++;
        getContext()
                .pipeToSelf(
                        call(attempt.task()),
                        (result, failure) -> new Done(attempt, probe, ApiResult.of(result, failure)));
    }

    /** An exception is a bug of the client; it must not be the end of the actor that all pods of the replica share. */
    private CompletionStage<ApiResult<String>> call(Task task) {
        try {
            return switch (task) {
                case Write(var id, var version, var status, var replyTo) -> api.patchPodStatus(id, version, status);
                case Remove(var id, var replyTo) -> api.deletePod(id).thenApply(StatusWriter::withoutVersion);
            };
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private static ApiResult<String> withoutVersion(ApiResult<Void> result) {
        return switch (result) {
            case ApiResult.Ok<Void> ok -> ApiResult.ok("");
            case ApiResult.Not<Void>(var problem) -> ApiResult.not(problem);
        };
    }

    private void done(Attempt attempt, boolean probe, ApiResult<String> result) {
        inFlight--;
        switch (result) {
            case ApiResult.Ok<String>(var version) -> answered(attempt.task(), probe, success(attempt.task(), version));
            case ApiResult.Not<String>(ApiResult.Unavailable problem) -> unanswered(attempt, probe, problem);
            case ApiResult.Not<String>(var problem) -> {
                tell(problem);
                answered(attempt.task(), probe, failure(attempt.task(), problem, Optional.empty()));
            }
        }
    }

    /** Conflicts are daily business; a missing right is not, and nobody else would say so. */
    private void tell(ApiResult.Problem problem) {
        if (problem instanceof ApiResult.Forbidden) {
            getContext().getLog().error("The API server does not let us write about pods: {}", problem.message());
        }
    }

    /** If this was the write that tried the door, everything that waits may go. */
    private void answered(Task task, boolean probe, PodEvent event) {
        if (probe) {
            door = Door.OPEN;
            backOff.reset();
        }
        task.replyTo().tell(event);
    }

    /**
     * Whether it was done is not known; the version in it makes a second time harmless. If the server has taken others
     * since this one first had no answer, it is about this one: the entity waits with it, and the others do not.
     */
    private void unanswered(Attempt attempt, boolean probe, ApiResult.Unavailable problem) {
        if (attempt.again() && door == Door.OPEN) {
            attempt.task().replyTo().tell(failure(attempt.task(), problem, problem.retryAfter()));
            return;
        }
        waiting.add(new Attempt(attempt.task(), true));
        if (probe || door == Door.OPEN || door == Door.DUE) {
            close(backOff.next(), problem);
        } else if (door == Door.CLOSED && asked(problem).compareTo(pause) > 0) {
            close(pause, problem);
        }
    }

    /** For at least this long, and as long as the server asks for, but not for ever. */
    private void close(Duration atLeast, ApiResult.Unavailable problem) {
        var asked = asked(problem);
        door = Door.CLOSED;
        pause = asked.compareTo(atLeast) > 0 ? asked : atLeast;
        getContext().getLog().warn("API server does not take writes, {} wait: {}", waiting.size(), problem.message());
        timers.startSingleTimer(TryAgain.class, new TryAgain(), pause);
    }

    private Duration asked(ApiResult.Unavailable problem) {
        var asked = problem.retryAfter().orElse(Duration.ZERO);
        return asked.compareTo(settings.backOffMax()) < 0 ? asked : settings.backOffMax();
    }

    private static PodEvent success(Task task, String version) {
        return switch (task) {
            case Write write -> new PodEvent.StatusWritten(version);
            case Remove remove -> new PodEvent.ObjectRemoved();
        };
    }

    private static PodEvent failure(Task task, ApiResult.Problem problem, Optional<Duration> retryAfter) {
        var refusal = refusal(problem);
        return switch (task) {
            case Write write -> new PodEvent.StatusRefused(refusal, problem.message(), retryAfter);
            case Remove remove -> new PodEvent.ObjectNotRemoved(refusal, problem.message(), retryAfter);
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
