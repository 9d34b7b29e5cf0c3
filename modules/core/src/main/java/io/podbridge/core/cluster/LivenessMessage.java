package io.podbridge.core.cluster;

import io.podbridge.core.wire.Wire;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What replicas tell each other about who is alive. */
public sealed interface LivenessMessage extends ProofOfDeath.Command, Wire {

    /** Asks a replica for its liveness port. Repeated until it is answered. */
    record WhereAreYou(ActorRef<LivenessMessage> replyTo) implements LivenessMessage {}

    /** The answer. */
    record LivenessAddress(Incarnation replica, String host, int port) implements LivenessMessage {}

    /** All those whose death this replica has seen proven, and that still are members; repeated while there are any. */
    record Testimony(Incarnation witness, Set<Incarnation> dead) implements LivenessMessage {}
}
