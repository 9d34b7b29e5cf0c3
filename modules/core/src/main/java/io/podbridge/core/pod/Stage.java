package io.podbridge.core.pod;

import java.util.Optional;

/** A stage of a pod's life. Each is a record in a file of its own, which says what follows from which event. */
sealed interface Stage
        permits Unknown,
                Confirming,
                Locating,
                Creating,
                BackingOff,
                Running,
                Updating,
                Stopping,
                Refused,
                Finished,
                Deleting,
                Concluding,
                Removing,
                Purging,
                Ended {

    /** What follows from an event. Pure; total: what means nothing here changes nothing. */
    Step on(PodEvent event, LifecycleContext context);

    /** The pod as the API server is known to hold it, if it is known to hold it at all. */
    default Optional<Pod> known() {
        return Optional.empty();
    }

    /** The same stage with a newer pod. Decides nothing. */
    default Stage with(Pod pod) {
        return this;
    }

    /** Whether something is still to be done. */
    default boolean alive() {
        return true;
    }

    /** The platform's last report. */
    default Optional<PodReport> lastReport() {
        return Optional.empty();
    }

    /** What the API server should be told in this stage; empty leaves what it has. */
    default Optional<PodStatus> desired(LifecycleContext context) {
        return Optional.empty();
    }
}
