package io.podbridge.core.node;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;

/**
 * Has every replica ask for the node, again and again: whichever region owns the node's shard makes it. Without this
 * nobody would notice that it died with its replica.
 */
public final class NodeKeeper {
    /** On the fail-over path: half of it, on average, is added to the time a lost node is away. One small message. */
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private NodeKeeper() {}

    private record Tick() {}

    /** The behavior of a replica's keeper of the node with this name. */
    public static Behavior<?> create(ActorRef<ShardingEnvelope<NodeCommand>> nodes, String name) {
        return Behaviors.withTimers((TimerScheduler<Tick> timers) -> {
            timers.startTimerWithFixedDelay(new Tick(), Duration.ZERO, INTERVAL);
            return Behaviors.receiveMessage(tick -> {
                nodes.tell(new ShardingEnvelope<>(name, new NodeCommand.KeepAlive()));
                return Behaviors.same();
            });
        });
    }
}
