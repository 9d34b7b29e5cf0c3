package io.podbridge.core.health;

/**
 * What the Node says of itself. Messages hold no figure that changes by itself: each new text is a write.
 *
 * @param known whether enough is known to say anything; while not, what the Node says stays
 * @param podsServed the condition {@code PodsServed}
 * @param takesPods whether the scheduler may send new pods
 * @param ready the condition {@code Ready}; where that is unknown, what the Node says stays
 * @param platform the condition {@code ProviderAvailable}
 * @param heldAbsences how many pods are missing from the API server without being ended, since they are too many at
 *     once
 */
public record NodeVerdict(
        boolean known, Statement podsServed, boolean takesPods, Statement ready, Statement platform, int heldAbsences) {

    /** The same, with so many absences held. */
    public NodeVerdict holding(int absences) {
        return new NodeVerdict(known, podsServed, takesPods, ready, platform, absences);
    }

    /** What a condition can be. */
    public enum Truth {
        /** So it is. */
        TRUE,
        /** So it is not. */
        FALSE,
        /** Nobody has said so yet. */
        UNKNOWN
    }

    /**
     * A condition.
     *
     * @param truth its status
     * @param reason a CamelCase word
     * @param message for a person
     */
    public record Statement(Truth truth, String reason, String message) {}
}
