package io.podbridge.core.lifecycle.protocol;

/**
 * The rule of what may follow from the word that the API server does not have a pod: the only place that decides it.
 * Nothing that runs is ended on one word; {@code docs/evidence.md} shows the table.
 */
public final class Evidence {
    private Evidence() {}

    /** A consequence of an absence. */
    public enum Consequence {
        /** The pod is read from the API server's store; nothing else. */
        READ,
        /** The feed is asked whether many other pods are missing as well, in which case nothing is ended. */
        CONFIRM,
        /** What runs of the pod is stopped, with its own grace period, and released. */
        END
    }

    /** The consequence of this absence. */
    public static Consequence of(Absence absence) {
        return switch (absence) {
            // The event carries the object: somebody deleted this very pod.
            case DELETED_EVENT -> Consequence.END;
            // A list may be another server's, or of another time; a write may have met a proxy's idea of the truth.
            case UNLISTED, STATUS_WRITE -> Consequence.READ;
            // True of this pod; whether it is true of too many at once only the feed can see.
            case READ -> Consequence.CONFIRM;
            case READ_AND_CONFIRMED -> Consequence.END;
        };
    }
}
