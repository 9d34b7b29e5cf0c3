package io.podbridge.core.entity;

import io.podbridge.core.events.EventRecorder;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.lifecycle.PodState;
import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.roster.Known;
import io.podbridge.core.status.StatusWriter;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/** Carries out what the lifecycle decided. Every answer comes back to the entity as an event. */
final class PodEffects {
    private final String uid;
    private final ActorContext<PodCommand> context;
    private final TimerScheduler<PodCommand> timers;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final PodServices services;
    private final ActorRef<PodEvent> self;

    PodEffects(
            String uid,
            ActorContext<PodCommand> context,
            TimerScheduler<PodCommand> timers,
            ActorRef<ClusterSharding.ShardCommand> shard,
            PodServices services) {
        this.uid = uid;
        this.context = context;
        this.timers = timers;
        this.shard = shard;
        this.services = services;
        this.self = context.messageAdapter(PodEvent.class, PodCommand.Happened::new);
    }

    void carryOut(PodState state, Effect effect) {
        switch (effect) {
            case Effect.Locate() -> services.provider().tell(new ProviderCommand.Locate(id(state), self));
            case Effect.Create(var pod, var restarts) ->
                services.provider().tell(new ProviderCommand.Create(pod, restarts, self));
            case Effect.Update(var pod, var restarts) ->
                services.provider().tell(new ProviderCommand.Update(pod, restarts, self));
            case Effect.Delete(var grace) ->
                services.provider().tell(new ProviderCommand.Delete(id(state), grace, self));
            case Effect.WriteStatus(var version, var status) ->
                services.writer().tell(new StatusWriter.Write(id(state), version, status, self));
            case Effect.RemoveObject() -> services.writer().tell(new StatusWriter.Remove(id(state), self));
            case Effect.Read() -> read(id(state));
            case Effect.Confirm() -> services.node().confirm(id(state));
            case Effect.Wait(var timer, var duration) ->
                timers.startSingleTimer(timer, new PodCommand.Happened(new PodEvent.Due(timer)), duration);
            case Effect.Cancel(var timer) -> timers.cancel(timer);
            case Effect.Note(var warning, var reason, var message) ->
                services.events().tell(new EventRecorder.Record(id(state), warning, reason, message));
            case Effect.Passivate() -> shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
    }

    /** Lets the shard's roster know what the entity knows. */
    void index(PodState state) {
        if (state.concluded()) {
            services.index().conclude(uid);
        } else {
            state.pod()
                    .ifPresentOrElse(
                            pod -> services.index().hold(uid, holding(pod)),
                            () -> services.index().forget(uid));
        }
    }

    private static Known.Holding holding(Pod pod) {
        return new Known.Holding(
                pod.resourceVersion(), pod.deleting() || pod.status().phase().terminal());
    }

    /** The entity stops; what runs goes on. */
    void letGo() {
        services.index().forget(uid);
        services.provider().tell(new ProviderCommand.LetGo(uid, self));
    }

    private void read(PodId id) {
        context.pipeToSelf(
                services.api().getPod(id), (result, failure) -> new PodCommand.Happened(answer(id, result, failure)));
    }

    private static PodEvent answer(PodId id, ApiResult<Pod> result, Throwable failure) {
        if (failure != null) {
            return new PodEvent.ReadFailed(String.valueOf(failure.getMessage()));
        }
        return switch (result) {
            case ApiResult.Ok<Pod>(var pod) when pod.id().uid().equals(id.uid()) -> new PodEvent.Answered(pod);
            case ApiResult.Ok<Pod>(var another) -> new PodEvent.NotThere(id);
            case ApiResult.Not<Pod>(ApiResult.NotFound missing) -> new PodEvent.NotThere(id);
            case ApiResult.Not<Pod>(var problem) -> new PodEvent.ReadFailed(problem.message());
        };
    }

    /** Effects come from a state that has seen the pod, so its identity is known. */
    private static PodId id(PodState state) {
        return state.id();
    }
}
