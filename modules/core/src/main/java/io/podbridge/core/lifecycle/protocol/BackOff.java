package io.podbridge.core.lifecycle.protocol;

import java.time.Duration;
import java.util.Optional;

/** The wait between attempts. */
public final class BackOff {
    private BackOff() {}

    /**
     * Doubles with each failure up to the longest wait, of which half is drawn by lot so that many pods do not come
     * back at once. Not shorter than the other side asked for, unless that is longer than the longest wait.
     */
    public static Duration delay(int failures, Optional<Duration> retryAfter, LifecycleContext context) {
        var settings = context.settings();
        long max = settings.backOffMax().toMillis();
        int doublings = Math.min(Math.max(failures - 1, 0), 30);
        long exponential = Math.min(max, settings.backOffMin().toMillis() << doublings);
        long drawn = (long) (exponential * (1 + context.jitter()) / 2);
        long asked = retryAfter.map(Duration::toMillis).orElse(0L);
        return Duration.ofMillis(Math.min(max, Math.max(drawn, asked)));
    }
}
