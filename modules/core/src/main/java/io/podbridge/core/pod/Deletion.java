package io.podbridge.core.pod;

import java.time.Duration;
import java.time.Instant;

/**
 * The deletion that was asked for.
 *
 * @param at {@code metadata.deletionTimestamp}: when the grace period is over (not when it was asked for)
 * @param grace {@code metadata.deletionGracePeriodSeconds}, 0 to {@link Bounds#LONGEST_WAIT}; a later request may
 *     shorten it
 */
public record Deletion(Instant at, Duration grace) {

    /** Brings the grace within {@link Bounds}. */
    public Deletion {
        grace = Bounds.wait(grace);
    }
}
