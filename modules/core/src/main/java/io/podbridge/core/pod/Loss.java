package io.podbridge.core.pod;

/** Why containers that ran are no more, though nobody stopped them. */
record Loss(String reason, String message) {

    /** The replica that held them is dead. People know it by its address; which of its lives it was says nothing. */
    static Loss replica(String replica) {
        String address = replica.split("#", -1)[0];
        return new Loss(PodReport.REPLICA_LOST, "The replica " + address + " that held the container is gone");
    }

    /** They are not where they should be, and why is not known. */
    static Loss unexplained(LifecycleSettings settings) {
        return settings.replicaLocal()
                ? new Loss(PodReport.REPLICA_LOST, "The replica that held the container is gone")
                : new Loss("ProviderLost", "The platform no longer has the container");
    }
}
