package io.podbridge.core.status;

import io.podbridge.core.config.SettingsReader;
import java.time.Duration;

/**
 * The tunables of the status writer, block {@code podbridge.status-writer}. Reasons, units and ranges are in
 * {@code conf/podbridge.conf}.
 *
 * @param maxInFlight how many writes a replica has under way
 * @param backOffMin the wait after a first failed write
 * @param backOffMax the longest wait between two attempts; not below {@code backOffMin}
 */
public record WriterSettings(int maxInFlight, Duration backOffMin, Duration backOffMax) {

    /** Reads the block; errors are in the reader. */
    public static WriterSettings read(SettingsReader reader) {
        var settings = new WriterSettings(
                reader.integer("max-in-flight", 1, 1000),
                reader.duration("back-off-min", Duration.ofMillis(10), Duration.ofMinutes(1)),
                reader.duration("back-off-max", Duration.ofSeconds(1), Duration.ofMinutes(10)));
        reader.inOrder("back-off-min", settings.backOffMin, "back-off-max", settings.backOffMax);
        return settings;
    }
}
