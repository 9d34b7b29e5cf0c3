package io.podbridge.core.entity;

import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.roster.Digest;
import io.podbridge.core.roster.Roster;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The roster of a shard: lives beside the shard's pods, compares what the feed says of all of them with what they know,
 * asks the feed for what is missing, and has those asked again that the feed does not have.
 */
final class ShardRoster {
    private final int shard;
    private final Roster roster;
    private final PodServices services;

    private ShardRoster(int shard, PodServices services) {
        this.shard = shard;
        this.services = services;
        this.roster = new Roster(services.index(), shard);
    }

    static Behavior<PodCommand> create(int shard, PodServices services) {
        return Behaviors.setup(context -> new ShardRoster(shard, services).behavior());
    }

    private Behavior<PodCommand> behavior() {
        return Behaviors.receive(PodCommand.class)
                .onAnyMessage(this::on)
                .onSignal(PostStop.class, signal -> stopped())
                .build();
    }

    private Behavior<PodCommand> on(PodCommand command) {
        return switch (command) {
            case PodCommand.Compare(var digest) -> compare(digest);
            case PodCommand.Count(var replyTo) -> count(replyTo);
            case PodCommand.HandOff handOff -> moved();
            // Addressed to pods, whose ids no roster has.
            case PodCommand.Happened happened -> Behaviors.unhandled();
            case PodCommand.Describe describe -> Behaviors.unhandled();
        };
    }

    private Behavior<PodCommand> compare(Digest digest) {
        var outcome = roster.compare(digest);
        outcome.doubts().forEach(uid -> services.entities().tell(uid, new PodEvent.Doubted()));
        digest.replyTo().tell(outcome.answer());
        return Behaviors.same();
    }

    private Behavior<PodCommand> count(ActorRef<ShardView> replyTo) {
        replyTo.tell(new ShardView(shard, services.index().holding(shard), services.replica()));
        return Behaviors.same();
    }

    /** The feed sends the digest anew, so that the shard's next home does not have to wait for its turn. */
    private Behavior<PodCommand> moved() {
        services.node().shardMoved(shard);
        return Behaviors.stopped();
    }

    private Behavior<PodCommand> stopped() {
        roster.close();
        return Behaviors.same();
    }
}
