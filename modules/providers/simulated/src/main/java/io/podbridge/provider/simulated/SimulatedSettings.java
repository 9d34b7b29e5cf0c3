package io.podbridge.provider.simulated;

import io.podbridge.core.config.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The settings of this provider; {@code reference.conf} says what each means, its unit and its range.
 *
 * @param runTime zero means until it is stopped
 */
record SimulatedSettings(
        Path directory,
        boolean pushes,
        Duration lookInterval,
        int waitingCalls,
        int seed,
        Range createLatency,
        Range startLatency,
        Range deleteLatency,
        FailureRates createFailures,
        Set<Call> hang,
        Duration runTime,
        Duration initRunTime,
        int exitCode,
        Duration stopLatency,
        int stopExitCode,
        Duration backOff,
        Duration backOffLimit) {
    static final Duration LONGEST = Duration.ofDays(1000);

    private static final Duration INSTANT = Duration.ofMillis(1);
    private static final int HIGHEST_EXIT_CODE = 255;

    static SimulatedSettings read(SettingsReader settings) {
        return new SimulatedSettings(
                settings.path("directory"),
                settings.flag("pushes"),
                settings.duration("look-interval", Duration.ofMillis(10), Duration.ofSeconds(10)),
                settings.integer("waiting-calls", 1, 1_000_000),
                settings.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE),
                Range.read(settings.section("create-latency"), LONGEST),
                Range.read(settings.section("start-latency"), LONGEST),
                Range.read(settings.section("delete-latency"), LONGEST),
                FailureRates.read(settings.section("create-failures")),
                calls(settings),
                settings.duration("run-time", Duration.ZERO, LONGEST),
                settings.duration("init-run-time", INSTANT, LONGEST),
                settings.integer("exit-code", 0, HIGHEST_EXIT_CODE),
                settings.duration("stop-latency", Duration.ZERO, LONGEST),
                settings.integer("stop-exit-code", 0, HIGHEST_EXIT_CODE),
                settings.duration("back-off", INSTANT, Duration.ofHours(1)),
                settings.duration("back-off-limit", INSTANT, Duration.ofHours(1)));
    }

    private static Set<Call> calls(SettingsReader settings) {
        Set<Call> calls = EnumSet.noneOf(Call.class);
        List<String> names = settings.texts("hang");
        for (String name : names) {
            try {
                calls.add(Call.of(name));
            } catch (IllegalArgumentException unknown) {
                settings.error("hang", "names no call: " + unknown.getMessage());
            }
        }
        return calls;
    }
}
