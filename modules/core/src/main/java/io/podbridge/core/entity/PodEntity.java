package io.podbridge.core.entity;

import io.podbridge.core.clock.ClockSkew;
import io.podbridge.core.lifecycle.Lifecycle;
import io.podbridge.core.lifecycle.PodState;
import io.podbridge.core.lifecycle.Transition;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Pod;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * One pod. Holds its state, lets the {@link Lifecycle} decide, and has {@link PodEffects} do it.
 *
 * <p>It may be thrown away at any moment: the API server and the platform hold all that counts, and the next
 * observation makes it again, here or on another replica.
 */
public final class PodEntity {

    /** The sharding type; the entity's id is the pod's UID. */
    public static final EntityTypeKey<PodCommand> KEY = EntityTypeKey.create(PodCommand.class, "pod");

    private final String uid;
    private final PodServices services;
    private final PodEffects effects;

    private PodEntity(String uid, PodServices services, PodEffects effects) {
        this.uid = uid;
        this.services = services;
        this.effects = effects;
    }

    /** The behavior of the pod with this UID. */
    public static Behavior<PodCommand> create(
            String uid, ActorRef<ClusterSharding.ShardCommand> shard, PodServices services) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            var effects = new PodEffects(uid, context, timers, shard, services);
            return new PodEntity(uid, services, effects).holding(PodState.initial());
        }));
    }

    private Behavior<PodCommand> holding(PodState state) {
        return Behaviors.receive(PodCommand.class)
                .onAnyMessage(command -> on(state, command))
                .onSignal(PostStop.class, signal -> letGo())
                .build();
    }

    private Behavior<PodCommand> on(PodState state, PodCommand command) {
        return switch (command) {
            case PodCommand.Happened(PodEvent.Observed(var pod)) when state.unknown() -> apply(state, met(pod));
            case PodCommand.Happened(var event) -> apply(state, event);
            case PodCommand.Describe(var replyTo) -> describe(state, replyTo);
            case PodCommand.HandOff() -> Behaviors.stopped();
            // Addressed to rosters, whose ids no pod has.
            case PodCommand.Compare compare -> Behaviors.unhandled();
            case PodCommand.Count count -> Behaviors.unhandled();
            case PodCommand.Arrived arrived -> Behaviors.unhandled();
            case PodCommand.LookAgain look -> Behaviors.unhandled();
        };
    }

    private Behavior<PodCommand> apply(PodState state, PodEvent event) {
        var context = new LifecycleContext(
                services.clock().instant(),
                services.steady().instant(),
                services.api().clockSkew().map(ClockSkew::estimate).orElse(Duration.ZERO),
                services.jitter().getAsDouble(),
                services.lifecycle());
        Transition transition = Lifecycle.next(state, event, context);
        effects.index(transition.next());
        transition.effects().forEach(effect -> effects.carryOut(transition.next(), effect));
        return transition.next().equals(state) ? Behaviors.same() : holding(transition.next());
    }

    /** A pod that nobody here knew is made at once only if nobody elsewhere can have made it. */
    private PodEvent met(Pod pod) {
        return services.index().upToDate(pod) ? new PodEvent.Observed(pod) : new PodEvent.Hearsay(pod);
    }

    private Behavior<PodCommand> describe(PodState state, ActorRef<PodView> replyTo) {
        replyTo.tell(new PodView(uid, state.name(), services.replica()));
        return Behaviors.same();
    }

    private Behavior<PodCommand> letGo() {
        effects.letGo();
        return Behaviors.same();
    }
}
