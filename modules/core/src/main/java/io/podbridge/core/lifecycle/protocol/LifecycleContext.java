package io.podbridge.core.lifecycle.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * The rest of what a decision may depend on, besides the state and the event.
 *
 * @param now the time by this replica's clock, which may be wrong and may be set
 * @param steady a time that runs on evenly and is never set: differences between two of them are durations, and it
 *     means nothing else
 * @param skew how far the API server's clock is ahead of this replica's, as far as is known; negative where it is
 *     behind
 * @param jitter 0 (inclusive) to 1 (exclusive), drawn anew for each decision
 * @param settings the tunables
 */
public record LifecycleContext(Instant now, Instant steady, Duration skew, double jitter, LifecycleSettings settings) {

    /** With a clock that is right and is not set. */
    public LifecycleContext(Instant now, double jitter, LifecycleSettings settings) {
        this(now, now, Duration.ZERO, jitter, settings);
    }

    /** The time by the API server's clock, which wrote the times of a pod's metadata. */
    public Instant serverNow() {
        return now.plus(skew);
    }
}
