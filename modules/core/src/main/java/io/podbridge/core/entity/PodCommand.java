package io.podbridge.core.entity;

import io.podbridge.core.pod.PodEvent;
import io.podbridge.core.wire.Wire;
import org.apache.pekko.actor.typed.ActorRef;

/** What a pod's entity is told. */
public sealed interface PodCommand extends Wire {

    /** Something happened to the pod. From the feed, the provider, the writer, a timer. */
    record Happened(PodEvent event) implements PodCommand {}

    /** Who are you, and what do you do? For the tests' probe, and for people. */
    record Describe(ActorRef<PodView> replyTo) implements PodCommand {}

    /** The shard moves to another replica: let go, without touching what runs. */
    record HandOff() implements PodCommand {}
}
