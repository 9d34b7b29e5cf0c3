package io.podbridge.devcluster.control.reconcile;

import java.time.Duration;

/**
 * @param backOffMin the pause after a first failure; doubled with each further one
 * @param backOffMax the longest pause
 * @param rest the least time between two decisions about one object: many changes of many pods become one decision
 */
public record LoopSettings(Duration backOffMin, Duration backOffMax, Duration rest) {

    /** Pause before the attempt that follows on so many failures, 1 or more. */
    Duration backOff(int failures) {
        var pause = backOffMin.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(backOffMax) < 0 ? pause : backOffMax;
    }
}
