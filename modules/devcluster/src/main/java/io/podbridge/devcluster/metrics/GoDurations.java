package io.podbridge.devcluster.metrics;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go's {@code time.Duration.String} writes them: {@code 15.02s}, {@code 1m0s}, {@code 1h0m2s}. */
final class GoDurations {
    private GoDurations() {}

    /**
     * A duration.
     *
     * @param duration 0, or 1 ms or more
     */
    static String text(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.toSeconds() == 0) {
            return plain(BigDecimal.valueOf(duration.toNanosPart(), 6)) + "ms";
        }
        var seconds = BigDecimal.valueOf(duration.toNanosPart(), 9).add(BigDecimal.valueOf(duration.toSecondsPart()));
        var hours = duration.toHours() > 0 ? duration.toHours() + "h" : "";
        var minutes = duration.toMinutes() > 0 ? duration.toMinutesPart() + "m" : "";
        return hours + minutes + plain(seconds) + "s";
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
