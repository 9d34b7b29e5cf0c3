package io.podbridge.core.entity;

import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.roster.Digest;
import io.podbridge.core.wire.Wire;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** What is sent to the entities of the pods' shards. */
public sealed interface PodCommand extends Wire {
    /** Something happened to the pod. From the feed, the provider, the writer, a timer. */
    record Happened(PodEvent event) implements PodCommand {}

    /** Who are you, and what do you do? For the tests' probe, and for people. */
    record Describe(ActorRef<PodView> replyTo) implements PodCommand {}

    /**
     * How many pods of a shard are held? For its roster; a count tells of tens of thousands what a question each would.
     */
    record Count(ActorRef<ShardView> replyTo) implements PodCommand {}

    /** All pods of a shard, for the roster of that shard. */
    record Compare(Digest digest) implements PodCommand {}

    /**
     * How far the API server's history of pods had come when the shard was here; empty if the API server did not say.
     * For the shard's roster, from itself.
     */
    record Arrived(Optional<String> version) implements PodCommand {}

    /** Has arrived what was asked for? For a shard's roster, from its own timer. */
    record LookAgain() implements PodCommand {}

    /** The shard moves to another replica: let go, without touching what runs. */
    record HandOff() implements PodCommand {}
}
