package io.podbridge.core.pod;

import java.util.Optional;

/** Why containers that ran are no more, though nobody stopped them. */
record Loss(String reason, String message) {
    private static final String REPLICA_LOST = "ReplicaLost";

    /** The replica that held them is dead. People know it by its address; which of its lives it was says nothing. */
    static Loss replica(String replica) {
        String address = replica.split("#", -1)[0];
        return new Loss(REPLICA_LOST, "The replica " + address + " that held the container is gone");
    }

    /** They are not where they should be, and why is not known. */
    static Loss unexplained(LifecycleSettings settings) {
        return settings.replicaLocal()
                ? new Loss(REPLICA_LOST, "The replica that held the container is gone")
                : new Loss("ProviderLost", "The platform no longer has the container");
    }

    /** What a platform that is part of a replica says of a container that it has given up. */
    static Optional<Loss> of(ContainerStatus container) {
        return container.state() instanceof ContainerState.Terminated ended
                        && ended.reason().equals(REPLICA_LOST)
                ? Optional.of(new Loss(ended.reason(), ended.message()))
                : Optional.empty();
    }
}
