package io.podbridge.core.pod;

import java.time.Duration;

/**
 * Bounds of times that come from outside. The API server takes a grace period of any number of seconds up to 2^63-1
 * (validation.go has no upper bound), with which no clock can count and no timer can be set.
 */
public final class Bounds {

    /**
     * Pekko's scheduler refuses a delay of more than 2^31 ticks of 10 ms, which is 248 days, by an exception on the
     * thread of whoever asks ({@code LightArrayRevolverScheduler.checkMaxDelay}); 48 days are left for margins that are
     * added. A pod with a longer grace period is ended after this one.
     */
    public static final Duration LONGEST_WAIT = Duration.ofDays(200);

    /** The API server's own bound of {@code activeDeadlineSeconds} (validation.go). */
    static final Duration LONGEST_DEADLINE = Duration.ofSeconds(Integer.MAX_VALUE);

    private Bounds() {}

    /** At least nothing, and at most {@link #LONGEST_WAIT}. */
    public static Duration wait(Duration asked) {
        return between(asked, LONGEST_WAIT);
    }

    static Duration deadline(Duration asked) {
        return between(asked, LONGEST_DEADLINE);
    }

    private static Duration between(Duration asked, Duration longest) {
        Duration positive = asked.isNegative() ? Duration.ZERO : asked;
        return positive.compareTo(longest) > 0 ? longest : positive;
    }
}
