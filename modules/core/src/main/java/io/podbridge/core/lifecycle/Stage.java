package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodStatus;
import java.util.Optional;

/**
 * A stage of a pod's life. Each is a record in a file of its own, which says what follows from which event, and
 * declares with {@link Successors} where that may lead; the fields of the record are what only this stage must know.
 * What is the same in all of them (versions, status writes, timers) is in {@link Turn}; which of it a stage needs is
 * declared by the interface that the stage implements.
 */
sealed interface Stage permits Stage.Meeting, Stage.Told, Stage.Concluded, Removing {

    /**
     * Decides what follows from an event. Total: an event that means nothing here changes nothing. Of the timers only
     * {@code RETRY} comes here, where it was set: a wait is over.
     */
    Step on(PodEvent.ForStage event, Known known, LifecycleContext context);

    /** A stage in which a pod is met, or met again: somebody else may have begun its end. */
    @Successors({Stopping.class, Finished.class, Deleting.class, Purging.class})
    sealed interface Meeting extends Stage permits Unknown, Confirming {}

    /** A stage in which the API server is told how the pod is. */
    sealed interface Told extends Stage permits Announced, Limited, Closing, Stopping, Deleting {

        /** The status that the API server should hold; empty leaves what it has. */
        Optional<PodStatus> desired(Known known, LifecycleContext context);
    }

    /** A stage of which nothing is told until the history is announced: at {@code Timer.ANNOUNCE}, or before. */
    @Successors({Stopping.class, Deleting.class, Purging.class})
    sealed interface Announced extends Told permits Creating, Running, Updating {}

    /** A stage that {@code activeDeadlineSeconds} end, whatever else happens. */
    @Successors({Stopping.class, Deleting.class, Purging.class})
    sealed interface Limited extends Told permits Locating, BackingOff, Refused, Running {}

    /** A stage that goes on when the API server holds its status, or has refused it for good. */
    sealed interface Closing extends Told permits Finished, Concluding {

        /** Decides what follows. */
        Step published(Known known, LifecycleContext context);
    }

    /** A stage in which nothing can be made of the pod any more, whatever the API server still shows. */
    sealed interface Concluded extends Stage permits Purging, Ended {}
}
