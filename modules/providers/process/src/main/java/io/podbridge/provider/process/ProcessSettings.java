package io.podbridge.provider.process;

import io.podbridge.core.config.SettingsReader;
import io.podbridge.provider.process.logs.ContainerLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the process provider. Each is explained in {@code reference.conf}.
 *
 * @param enabled whether it may be used at all
 * @param directory where pods live; absent means below the host's directory for temporary files
 * @param path the containers' {@code PATH}
 * @param passEnvironment variables of this JVM that containers get too
 * @param fenceAfter how long this replica may be silent before its containers are killed
 * @param closeGrace how long containers get to stop when the replica ends
 * @param backOff the wait before restarts
 * @param logs how much is kept of what containers print
 */
record ProcessSettings(
        boolean enabled,
        Optional<Path> directory,
        String path,
        List<String> passEnvironment,
        Duration fenceAfter,
        Duration closeGrace,
        BackOff.Settings backOff,
        ContainerLog.Limits logs) {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration DAY = Duration.ofDays(1);
    /** Below what the others wait before they start a dead replica's pods elsewhere. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private static final long KILOBYTE = 1024;

    /** Reads them. */
    static ProcessSettings read(SettingsReader reader) {
        return new ProcessSettings(
                reader.flag("enabled"),
                reader.optionalPath("directory"),
                reader.text("path"),
                reader.texts("pass-environment"),
                reader.duration("fence-after", Duration.ofMillis(500), LONGEST_SILENCE),
                reader.duration("close-grace", Duration.ZERO, Duration.ofMinutes(1)),
                backOff(reader.section("back-off")),
                logs(reader.section("logs")));
    }

    private static BackOff.Settings backOff(SettingsReader reader) {
        var settings = new BackOff.Settings(
                reader.duration("initial", MILLISECOND, DAY),
                reader.duration("max", MILLISECOND, DAY),
                reader.duration("reset-after", MILLISECOND, DAY));
        if (settings.max().compareTo(settings.initial()) < 0) {
            reader.error("max", "must not be shorter than initial");
        }
        return settings;
    }

    private static ContainerLog.Limits logs(SettingsReader reader) {
        return new ContainerLog.Limits(
                reader.bytes("max-size", KILOBYTE, Long.MAX_VALUE), reader.integer("max-files", 1, 1_000));
    }
}
