package io.podbridge.core.pod;

import java.time.Duration;
import java.time.Instant;

/**
 * The deletion that was asked for.
 *
 * @param at {@code metadata.deletionTimestamp}: when the grace period is over (not when it was asked for)
 * @param grace {@code metadata.deletionGracePeriodSeconds}, 0 to {@link Bounds#LONGEST_WAIT}; a later request may
 *     shorten it
 * @param held whether {@code metadata.finalizers} names anybody
 */
public record Deletion(Instant at, Duration grace, boolean held) {

    /** Brings the grace within {@link Bounds}. */
    public Deletion {
        grace = Bounds.wait(grace);
    }

    /** One that nobody's finalizer holds. */
    public Deletion(Instant at, Duration grace) {
        this(at, grace, false);
    }
}
