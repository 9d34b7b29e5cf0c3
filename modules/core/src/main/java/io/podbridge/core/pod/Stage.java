package io.podbridge.core.pod;

import java.time.Instant;
import java.util.Optional;

/**
 * A stage of a pod's life. Each is a record in a file of its own, which says what follows from which event; what is the
 * same in all of them (versions, status writes, timers) is in {@link Lifecycle} and {@link Publication}.
 */
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

    /** What follows from an event. Total: what means nothing here changes nothing. */
    Step on(PodEvent event, LifecycleContext context);

    /** The pod as the API server is known to hold it, if it is known to hold it at all. */
    default Optional<Pod> known() {
        return Optional.empty();
    }

    /** The same stage with a newer pod. Decides nothing. */
    default Stage with(Pod pod) {
        return this;
    }

    /** What the API server should be told in this stage; empty leaves what it has. */
    default Optional<PodStatus> desired(LifecycleContext context) {
        return Optional.empty();
    }

    /** What follows once the API server holds what is desired, or has refused it for good. */
    default Step published(LifecycleContext context) {
        return Step.to(this);
    }

    /** The platform's last report. */
    default Optional<PodReport> lastReport() {
        return Optional.empty();
    }

    /** Whether nothing can be made of the pod any more, whatever the API server still shows. */
    default boolean concluded() {
        return false;
    }

    /**
     * Whether the API server may be asked for the pod: it is known to have it, or asking is what the stage is about.
     */
    default boolean mayBeAsked() {
        return known().isPresent();
    }

    /** Whether an observation counts even if it shows nothing new: it may be the answer to a question. */
    default boolean asksApiServer() {
        return false;
    }

    /** Whether a failure is being waited out with {@link Timer#RETRY}. */
    default boolean waiting() {
        return false;
    }

    /** Whether the API server is not told of the pod until {@link Timer#ANNOUNCE}. */
    default boolean silent() {
        return false;
    }

    /** When {@code activeDeadlineSeconds} are over, where that ends the stage. */
    default Optional<Instant> deadline() {
        return Optional.empty();
    }
}
