package io.podbridge.core.status;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.replica.ReplicaServices;
import io.podbridge.core.status.NamespaceWrites.Attempt;
import io.podbridge.core.telemetry.Counter;
import io.podbridge.core.telemetry.Gauge;
import io.podbridge.core.telemetry.Timing;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Writes what the entities of this replica want written, a bounded number at a time. One per replica.
 *
 * <p>An entity has one write under way at most, so the queues are no longer than the replica has pods, and what they
 * hold is never outdated by another write of the same pod. Each namespace has a queue of its own: while a write of one
 * has no answer, that namespace rests and a single write tries again, ever more rarely. While three of them have none
 * and nobody else has one, the API server does not answer: then all rest and one write tries for all, so that a server
 * that is back gets each write once, not a storm. A write that has no answer while others have goes back to its entity,
 * which tries again at its own pace.
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

    private record Done(
            Attempt attempt, boolean triesNamespace, boolean triesServer, long begun, ApiResult<String> result)
            implements Command {}

    private record Read(boolean answered) implements Command {}

    private record NamespaceDue(String namespace) implements Command {}

    private record ServerDue() implements Command {}

    /** So many namespaces at the same time are no webhook's fault. */
    private static final int SERVER_IS_DOWN = 3;

    private final TimerScheduler<Command> timers;
    private final KubeApi api;
    private final ReplicaServices services;
    private final WriterSettings settings;
    private final WriterHealth health;
    private final Map<String, NamespaceWrites> namespaces = new LinkedHashMap<>();
    private final Set<String> unanswered = new HashSet<>();
    private final Door server;
    private int inFlight;

    private StatusWriter(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            ReplicaServices services,
            WriterSettings settings) {
        super(context);
        this.timers = timers;
        this.api = services.api();
        this.services = services;
        this.settings = settings;
        this.health = new WriterHealth(services.health());
        this.server = door();
    }

    /** The behavior of a replica's writer. */
    public static Behavior<Command> create(ReplicaServices services, WriterSettings settings) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new StatusWriter(context, timers, services, settings)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Task task -> of(task.id()).add(new Attempt(task, false));
            case Done done -> done(done);
            case NamespaceDue(var namespace) ->
                Optional.ofNullable(namespaces.get(namespace))
                        .ifPresent(it -> it.door().due());
            case ServerDue() -> server.due();
            case Read(boolean answered) -> health.read(answered);
        }
        sendMore();
        namespaces.values().removeIf(NamespaceWrites::idle);
        int waiting = waiting();
        services.telemetry().set(Gauge.STATUS_WAITING, "", waiting);
        if (waiting == 0 && inFlight == 0) {
            health.answered();
        }
        return Behaviors.same();
    }

    private Door door() {
        return new Door(
                new BackOff(settings.backOffMin(), settings.backOffMax(), services.jitter()), settings.backOffMax());
    }

    private NamespaceWrites of(PodId pod) {
        return namespaces.computeIfAbsent(pod.namespace(), namespace -> new NamespaceWrites(door()));
    }

    /** One of each namespace in turn, until none may. */
    private void sendMore() {
        boolean sent = true;
        while (sent) {
            sent = false;
            for (NamespaceWrites writes : List.copyOf(namespaces.values())) {
                if (server.passable() && writes.ready(settings.maxInFlight(), inFlight)) {
                    send(writes);
                    sent = true;
                }
            }
        }
    }

    private void send(NamespaceWrites writes) {
        inFlight++;
        Attempt attempt = writes.next();
        boolean triesNamespace = writes.door().pass();
        boolean triesServer = server.pass();
        long begun = System.nanoTime();
        getContext()
                .pipeToSelf(
                        call(attempt.task()),
                        (result, failure) ->
                                new Done(attempt, triesNamespace, triesServer, begun, ApiResult.of(result, failure)));
    }

    private CompletionStage<ApiResult<String>> call(Task task) {
        return switch (task) {
            case Write(var id, var version, var status, var replyTo) ->
                made(() -> api.patchPodStatus(id, version, status));
            case Remove(var id, var replyTo) -> made(() -> api.deletePod(id)).thenApply(WriteAnswer::withoutVersion);
        };
    }

    /** An exception is a bug of the client; it must not be the end of the actor that all pods of the replica share. */
    private static <T> CompletionStage<T> made(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private void done(Done done) {
        inFlight--;
        services.telemetry().took(Timing.STATUS_WRITE, "", Duration.ofNanos(System.nanoTime() - done.begun()));
        Task task = done.attempt().task();
        of(task.id()).ended();
        switch (done.result()) {
            case ApiResult.Ok<String>(var version) -> {
                services.telemetry().add(Counter.STATUS_WRITES, "ok");
                answered(done, WriteAnswer.success(task, version));
            }
            case ApiResult.Not<String>(ApiResult.Unavailable problem) -> unanswered(done, problem);
            case ApiResult.Not<String>(var problem) -> {
                services.telemetry().add(Counter.STATUS_WRITES, "refused");
                tell(problem);
                answered(done, WriteAnswer.failure(task, problem, Optional.empty()));
            }
        }
    }

    /** Conflicts are daily business; a missing right is not, and nobody else would say so. */
    private void tell(ApiResult.Problem problem) {
        if (problem instanceof ApiResult.Forbidden) {
            getContext().getLog().error("The API server does not let us write about pods: {}", problem.message());
        }
    }

    /** If this was the write that tried a door, everything that waits behind it may go. */
    private void answered(Done done, PodEvent event) {
        Task task = done.attempt().task();
        unanswered.clear();
        health.answered();
        of(task.id()).door().answered(done.triesNamespace());
        if (done.triesServer()) {
            server.reopen();
            namespaces.values().forEach(writes -> writes.door().reopen());
        }
        task.replyTo().tell(event);
    }

    /**
     * Whether it was done is not known; the version in it makes a second time harmless. If the server has taken others
     * since this one first had no answer, it is about this one: the entity waits with it, and the others do not.
     */
    private void unanswered(Done done, ApiResult.Unavailable problem) {
        Task task = done.attempt().task();
        NamespaceWrites writes = of(task.id());
        unanswered.add(task.id().namespace());
        services.telemetry().add(Counter.STATUS_UNANSWERED, "");
        if (health.unanswered()) {
            read(task.id());
        }
        if (done.triesServer() || unanswered.size() >= SERVER_IS_DOWN) {
            server.unanswered(done.triesServer(), problem.retryAfter())
                    .ifPresent(pause -> rest("all", problem, new ServerDue(), pause));
        }
        if (done.attempt().again() && writes.door().open()) {
            task.replyTo().tell(WriteAnswer.failure(task, problem, problem.retryAfter()));
            return;
        }
        writes.add(new Attempt(task, true));
        String namespace = task.id().namespace();
        writes.door()
                .unanswered(done.triesNamespace(), problem.retryAfter())
                .ifPresent(pause -> rest("namespace " + namespace, problem, new NamespaceDue(namespace), pause));
    }

    /** A read goes the same way and asks no webhook. */
    private void read(PodId pod) {
        getContext()
                .pipeToSelf(
                        made(() -> api.getPod(pod)),
                        (result, failure) -> new Read(
                                !(ApiResult.of(result, failure)
                                        instanceof ApiResult.Not<Pod>(ApiResult.Unavailable problem))));
    }

    private int waiting() {
        return namespaces.values().stream().mapToInt(NamespaceWrites::waiting).sum();
    }

    private void rest(String whose, ApiResult.Unavailable problem, Command due, Duration pause) {
        getContext()
                .getLog()
                .warn(
                        "API server does not take writes, {} wait, those of {} for {} ms: {}",
                        waiting(),
                        whose,
                        pause.toMillis(),
                        problem.message());
        timers.startSingleTimer(due, due, pause);
    }
}
