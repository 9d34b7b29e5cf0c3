package io.podbridge.core.roster;

/** What the entity of a pod knows, or has known, on this replica. */
public sealed interface Known {

    /**
     * The entity holds the pod.
     *
     * @param version the pod's resourceVersion, as the entity has it
     * @param leaving whether the entity has seen that somebody asked for the deletion, or that the pod is over: that it
     *     is missing one day surprises nobody
     */
    record Holding(String version, boolean leaving) implements Known {}

    /**
     * Nothing is left to be done: the platform has nothing of the pod, and the removal of its object was asked for.
     *
     * @param version the last that was known of the object, "" if none was
     */
    record Concluded(String version) implements Known {}
}
