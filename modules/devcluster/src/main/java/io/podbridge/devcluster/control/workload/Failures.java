package io.podbridge.devcluster.control.workload;

import java.time.Duration;
import java.time.Instant;

/**
 * The failures of a Job's pods since one last succeeded; after each the next pod is made later: 10 s, 20 s, … 10 min.
 *
 * @param last when the last one was seen
 */
record Failures(int count, Instant last) {
    static final Failures NONE = new Failures(0, Instant.EPOCH);

    private static final long FIRST = 10;
    private static final long LONGEST = 600;

    Failures another(Instant now) {
        return new Failures(count + 1, now);
    }

    /** How long the next pod has to wait. */
    Duration pause(Instant now) {
        if (count == 0) {
            return Duration.ZERO;
        }
        long seconds = Math.min(LONGEST, FIRST << Math.min(count - 1, 10));
        var left = Duration.between(now, last.plusSeconds(seconds));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
