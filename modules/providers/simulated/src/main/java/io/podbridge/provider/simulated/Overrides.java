package io.podbridge.provider.simulated;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The annotations {@code simulated.podbridge.io/<key>} of a pod, which override the settings of the same key. Methods
 * throw {@link IllegalArgumentException} if a value is wrong; the message names the annotation.
 */
final class Overrides {
    static final String PREFIX = "simulated.podbridge.io/";

    private static final Set<String> KEYS = Set.of(
            "create-latency",
            "start-latency",
            "delete-latency",
            "create-failures",
            "hang",
            "run-time",
            "exit-code",
            "stop-latency",
            "stop-exit-code");

    private final Map<String, String> values = new HashMap<>();

    Overrides(Map<String, String> annotations) {
        annotations.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                values.put(known(key.substring(PREFIX.length())), value);
            }
        });
    }

    private static String known(String key) {
        if (!KEYS.contains(key)) {
            throw new IllegalArgumentException(PREFIX + key + " is not known");
        }
        return key;
    }

    /** {@code 100ms}, or {@code 100ms..2s}. */
    Range range(String key, Range setting) {
        return read(key, setting, text -> {
            String[] ends = text.split("\\.\\.", 2);
            var range = new Range(duration(ends[0]), duration(ends[ends.length - 1]));
            if (range.max().compareTo(range.min()) < 0) {
                throw new IllegalArgumentException("the end is before the beginning");
            }
            return range;
        });
    }

    /** {@code rejected=0.5,unavailable-after=0.1}; what is not named is 0. */
    FailureRates failureRates(String key, FailureRates setting) {
        return read(key, setting, text -> {
            Map<String, Double> rates = new HashMap<>();
            pairs(text).forEach((name, rate) -> rates.put(name, Double.valueOf(rate)));
            if (!Set.of("rejected", "unavailable-before", "unavailable-after").containsAll(rates.keySet())) {
                throw new IllegalArgumentException("names another failure");
            }
            var read = new FailureRates(
                    rates.getOrDefault("rejected", 0.0),
                    rates.getOrDefault("unavailable-before", 0.0),
                    rates.getOrDefault("unavailable-after", 0.0));
            if (!read.valid()) {
                throw new IllegalArgumentException("rates are 0 to 1, together at most 1");
            }
            return read;
        });
    }

    /** {@code create,delete}. */
    Set<Call> calls(String key, Set<Call> setting) {
        return read(key, setting, text -> {
            Set<Call> calls = EnumSet.noneOf(Call.class);
            Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> calls.add(Call.of(name)));
            return calls;
        });
    }

    /** {@code 5s} for all containers that are not init containers, or {@code web=5s,setup=1s}. */
    Duration duration(String key, String container, boolean init, Duration setting) {
        return perContainer(key, container, init, setting, Overrides::duration);
    }

    /** Likewise {@code 3}, or {@code web=3,setup=0}. */
    int exitCode(String key, String container, boolean init, int setting) {
        return perContainer(key, container, init, setting, text -> {
            int code = Integer.parseInt(text);
            if (code < 0 || code > 255) {
                throw new IllegalArgumentException("exit codes are 0 to 255");
            }
            return code;
        });
    }

    private <T> T perContainer(String key, String container, boolean init, T setting, Function<String, T> parse) {
        return read(key, setting, text -> {
            if (!text.contains("=")) {
                T all = parse.apply(text.strip());
                return init ? setting : all;
            }
            return Optional.ofNullable(pairs(text).get(container)).map(parse).orElse(setting);
        });
    }

    private <T> T read(String key, T setting, Function<String, T> parse) {
        String text = values.get(key);
        if (text == null) {
            return setting;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | ConfigException e) {
            throw new IllegalArgumentException(PREFIX + key + " is \"" + text + "\": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : text.split(",", -1)) {
            String[] sides = pair.split("=", 2);
            if (sides.length != 2) {
                throw new IllegalArgumentException("\"" + pair.strip() + "\" has no =");
            }
            pairs.put(sides[0].strip(), sides[1].strip());
        }
        return pairs;
    }

    private static Duration duration(String text) {
        Duration duration =
                ConfigValueFactory.fromAnyRef(text.strip()).atKey("value").getDuration("value");
        if (duration.isNegative() || duration.compareTo(SimulatedSettings.LONGEST) > 0) {
            throw new IllegalArgumentException("durations are 0 to " + SimulatedSettings.LONGEST.toDays() + " days");
        }
        return duration;
    }
}
