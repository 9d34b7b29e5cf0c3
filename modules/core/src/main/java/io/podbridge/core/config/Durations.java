package io.podbridge.core.config;

import java.time.Duration;

/** Durations as they are written in the configuration. */
final class Durations {

    private Durations() {}

    /** In the largest unit that divides it: {@code 90s}, {@code 5m}, {@code 250ms}. */
    static String render(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.getNano() % 1_000_000 != 0) {
            return duration.getSeconds() == 0 ? duration.getNano() + "ns" : duration.toString();
        }
        if (duration.getNano() != 0) {
            return duration.toMillis() + "ms";
        }
        var seconds = duration.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
