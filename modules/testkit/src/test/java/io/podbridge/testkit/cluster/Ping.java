package io.podbridge.testkit.cluster;

import io.podbridge.core.wire.Wire;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** The smallest sharded entity: it says where it lives. */
sealed interface Ping extends Wire {
    EntityTypeKey<Ping> KEY = EntityTypeKey.create(Ping.class, "ping");

    /** A question, with the asker's clock. */
    record Ask(long sentAt, ActorRef<Pong> replyTo) implements Ping {}

    /** Told by sharding when the entity has to move. */
    record Stop() implements Ping {}

    /** The answer: where the entity lives, and which question it answers. */
    record Pong(String entity, String address, long sentAt) implements Wire {}

    static Entity<Ping, ShardingEnvelope<Ping>> entity() {
        return Entity.of(
                        KEY,
                        context -> Behaviors.setup(actor -> {
                            String address = actor.getSystem().address().toString();
                            return answering(context.getEntityId(), address);
                        }))
                .withStopMessage(new Stop());
    }

    private static Behavior<Ping> answering(String id, String address) {
        return Behaviors.receiveMessage(message -> switch (message) {
            case Ask(var sentAt, var replyTo) -> {
                replyTo.tell(new Pong(id, address, sentAt));
                yield Behaviors.same();
            }
            case Stop() -> Behaviors.stopped();
        });
    }
}
