package io.podbridge.core.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Single values as Java has them; empty if the text is none of that type. Numbers and flags may be written in quotes,
 * since the environment and the command line know texts only.
 */
final class Scalars {

    private Scalars() {}

    /** A scalar as text; a list or block is none. */
    static Optional<String> text(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN ->
                Optional.of(String.valueOf(value.unwrapped()).strip());
            case LIST, OBJECT, NULL -> Optional.empty();
        };
    }

    /** A duration; without a unit it is none, whatever the library says. */
    static Optional<Duration> duration(ConfigValue value) {
        return text(value)
                .filter(text -> !isNumber(text) || text.equals("0"))
                .flatMap(text -> attempt(() -> value.atKey("it").getDuration("it")));
    }

    /** A number of bytes, with or without a unit. */
    static Optional<Long> bytes(ConfigValue value) {
        return text(value).flatMap(text -> attempt(() -> value.atKey("it").getBytes("it")));
    }

    /** A whole number. */
    static Optional<Integer> integer(ConfigValue value) {
        return decimal(value).flatMap(number -> attempt(number::intValueExact));
    }

    /** A decimal number. */
    static Optional<BigDecimal> decimal(ConfigValue value) {
        // The bound on the length keeps 1e999999999 from becoming a number of a billion digits.
        return text(value)
                .filter(text -> text.length() <= 40)
                .flatMap(text -> attempt(() -> new BigDecimal(text)))
                .filter(number -> Math.abs((long) number.scale()) <= 40);
    }

    /** On or off, in the words that HOCON knows. */
    static Optional<Boolean> flag(ConfigValue value) {
        return text(value).flatMap(text -> switch (text) {
            case "true", "yes", "on" -> Optional.of(true);
            case "false", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** The constant of that name, in kebab case or as Kubernetes writes it: {@code NoSchedule}. */
    static <E extends Enum<E>> Optional<E> constant(ConfigValue value, Class<E> type) {
        return text(value)
                .flatMap(text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> letters(constant.name()).equals(letters(text)))
                        .findFirst());
    }

    /** A list of scalars, or one text with commas (from the environment or the command line). */
    static Optional<List<String>> texts(ConfigValue value) {
        if (value instanceof ConfigList list) {
            var texts =
                    list.stream().map(Scalars::text).flatMap(Optional::stream).toList();
            return texts.size() == list.size() ? Optional.of(texts) : Optional.empty();
        }
        return text(value)
                .map(text -> Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    /** A path; a relative one starts at the file in which it is written, {@code ~/} at the home of the user. */
    static Optional<Path> path(ConfigValue value) {
        return text(value).filter(text -> !text.isEmpty()).flatMap(text -> {
            try {
                var home = System.getProperty("user.home");
                var path = Path.of(text.startsWith("~/") ? home + text.substring(1) : text);
                return Optional.of(Origins.directory(value.origin())
                        .map(from -> from.resolve(path))
                        .orElse(path)
                        .normalize());
            } catch (InvalidPathException notAPath) {
                return Optional.empty();
            }
        });
    }

    /** How a value is quoted in a message. */
    static String show(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> shorten(String.valueOf(value.unwrapped()));
            case LIST -> "a list";
            case OBJECT -> value instanceof ConfigObject block && block.isEmpty() ? "an empty block" : "a block";
            case NULL -> "null";
        };
    }

    static boolean isNumber(ConfigValue value) {
        return value.valueType() == ConfigValueType.NUMBER
                || text(value).filter(Scalars::isNumber).isPresent();
    }

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    private static boolean isNumber(String text) {
        return text.matches("[+-]?[0-9.]+");
    }

    private static String shorten(String text) {
        var line = text.replaceAll("\\p{Cntrl}", "?");
        if (line.isBlank()) {
            return "empty";
        }
        return line.length() <= 80 ? line : line.substring(0, 77) + "...";
    }

    /** The library and the JDK say "not of this type" with exceptions. */
    private static <T> Optional<T> attempt(Supplier<T> parse) {
        try {
            return Optional.of(parse.get());
        } catch (ConfigException | ArithmeticException | IllegalArgumentException notOfThisType) {
            return Optional.empty();
        }
    }
}
