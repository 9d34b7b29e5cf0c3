package io.podbridge.devcluster.metrics;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go's {@code time.Duration.String} writes them: {@code 15.02s}, {@code 1m0s}, {@code 1h0m2s}. */
final class GoDurations {
    private GoDurations() {}

    /**
     * A duration.
     *
     * @param duration not negative, in whole milliseconds, as kubelets give their times
     */
    static String text(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.toSeconds() == 0) {
            return duration.toMillis() + "ms";
        }
        var seconds = BigDecimal.valueOf(duration.toSecondsPart())
                .add(BigDecimal.valueOf(duration.toMillisPart(), 3))
                .stripTrailingZeros()
                .toPlainString();
        var hours = duration.toHours() > 0 ? duration.toHours() + "h" : "";
        var minutes = duration.toMinutes() > 0 ? duration.toMinutesPart() + "m" : "";
        return hours + minutes + seconds + "s";
    }
}
