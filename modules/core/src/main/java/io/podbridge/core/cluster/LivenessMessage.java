package io.podbridge.core.cluster;

import io.podbridge.core.wire.Wire;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What replicas tell each other about who is alive. */
public sealed interface LivenessMessage extends ProofOfDeath.Command, Wire {

    /** Asks a replica for the liveness ports that it knows: its own, and its peers'. Repeated until it is answered. */
    record WhereAreYou(ActorRef<LivenessMessage> replyTo) implements LivenessMessage {}

    /** Where a replica's liveness port is, in its own words, which others pass on. */
    record LivenessAddress(Incarnation replica, String host, int port) implements LivenessMessage {}

    /**
     * All those whose death this replica has seen proven, and that still are members; repeated, also when there are
     * none.
     *
     * @param refusing see {@link Seen#refusing}; empty also from a replica of before there was such a word
     * @param sequence the number of the testimony; empty from a replica of before there were numbers
     * @param heard the number of the last testimony that the witness has heard of the one it is told to; empty if none
     */
    record Testimony(
            Incarnation witness,
            Set<Incarnation> dead,
            Optional<Set<Incarnation>> refusing,
            Optional<Long> sequence,
            Optional<Long> heard)
            implements LivenessMessage {

        Seen seen() {
            return new Seen(dead, refusing.orElse(Set.of()));
        }
    }
}
