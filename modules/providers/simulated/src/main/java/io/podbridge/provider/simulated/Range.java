package io.podbridge.provider.simulated;

import io.podbridge.core.config.SettingsReader;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** A duration that is drawn anew each time, evenly from {@code min} to {@code max}, both included; milliseconds. */
record Range(Duration min, Duration max) {

    long draw(RandomGenerator random) {
        return min.toMillis() + random.nextLong(max.minus(min).toMillis() + 1);
    }

    static Range read(SettingsReader settings, Duration limit) {
        Duration min = settings.duration("min", Duration.ZERO, limit);
        Duration max = settings.duration("max", Duration.ZERO, limit);
        if (max.compareTo(min) < 0) {
            settings.error("max", "must not be below min");
            return new Range(min, min);
        }
        return new Range(min, max);
    }
}
