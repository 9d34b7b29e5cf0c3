package io.podbridge.core.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads settings one by one, and remembers what is wrong with them instead of stopping at the first.
 *
 * <p>A setting that is missing, of the wrong type or out of range answers a placeholder of the right type and within
 * the range (the least, the empty text, the first constant), so that reading goes on. Nothing may act on a value before
 * {@link #finish()} has returned: it throws all errors at once, keys that nobody has read among them.
 *
 * <p>Keys are in kebab case; one with dots leads into blocks. Sections made of one reader share its errors;
 * {@code finish} is called once, on the first one. For one thread.
 */
public final class SettingsReader {

    private final List<String> path;
    private final ConfigObject object;
    private final Findings findings;

    private SettingsReader(List<String> path, ConfigObject object, Findings findings) {
        this.path = path;
        this.object = object;
        this.findings = findings;
    }

    /** Reads what is below the path of a whole configuration, which must be resolved. */
    public static SettingsReader of(Config config, String path) {
        var elements = ConfigUtil.splitPath(path);
        var value = Blocks.find(config.root(), elements);
        var reader = new SettingsReader(elements, Blocks.blockOrEmpty(value), new Findings());
        value.filter(any -> !(any instanceof ConfigObject))
                .ifPresent(wrong -> reader.report(wrong, elements, "must be a block, is " + Scalars.show(wrong), ""));
        return reader;
    }

    /** Reads a block that was taken out of a whole configuration; the path says from where, for the messages. */
    public static SettingsReader ofBlock(Config block, String path) {
        return new SettingsReader(ConfigUtil.splitPath(path), block.root(), new Findings());
    }

    /** A duration with its unit: {@code 250ms}, {@code 40s}, {@code 5m}. A bare number other than 0 is an error. */
    public Duration duration(String key, Duration min, Duration max) {
        var expected = Durations.render(min) + " to " + Durations.render(max);
        return read(
                key,
                expected,
                min,
                value -> Scalars.duration(value)
                        .filter(duration -> duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0));
    }

    /** A whole number. */
    public int integer(String key, int min, int max) {
        var expected = "a whole number of " + min + " to " + max;
        return read(
                key, expected, min, value -> Scalars.integer(value).filter(number -> number >= min && number <= max));
    }

    /** A number, finite. */
    public double number(String key, double min, double max) {
        var expected = "a number of " + plain(min) + " to " + plain(max);
        return read(
                key,
                expected,
                min,
                value -> Scalars.decimal(value)
                        .map(Number::doubleValue)
                        .filter(number -> number >= min && number <= max));
    }

    /** A size in bytes, with a unit or without: {@code 10 MiB}, {@code 4096}. */
    public long bytes(String key, long min, long max) {
        var expected = "a size of " + min + " to " + max + " bytes";
        return read(key, expected, min, value -> Scalars.bytes(value).filter(size -> size >= min && size <= max));
    }

    /** A text that is not empty; without the spaces around it. */
    public String text(String key) {
        return read(key, "a text", "", value -> Scalars.text(value).filter(text -> !text.isEmpty()));
    }

    /** A text, or nothing: not set, {@code null} and the empty text mean the same. */
    public Optional<String> optionalText(String key) {
        return isSet(key)
                ? Optional.of(read(key, "a text", "", Scalars::text)).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** On or off: {@code true}, {@code yes}, {@code on}, or {@code false}, {@code no}, {@code off}. */
    public boolean flag(String key) {
        return read(key, "true or false", false, Scalars::flag);
    }

    /** Texts in their order; also written as one text with commas, as the environment gives them. */
    public List<String> texts(String key) {
        return read(key, "a list of texts", List.of(), Scalars::texts);
    }

    /**
     * Names with their texts, sorted. A name with dots may be written with or without quotes; a name set to
     * {@code null} is gone.
     */
    public Map<String, String> textMap(String key) {
        return read(key, "a block of names with texts", Map.of(), Blocks::texts);
    }

    /**
     * A path; a relative one starts at the file in which it is written, one from elsewhere at the working directory.
     */
    public Path path(String key) {
        return read(key, "a path", Path.of(""), Scalars::path);
    }

    /** A path like {@link #path}, or nothing, as with {@link #optionalText}. */
    public Optional<Path> optionalPath(String key) {
        boolean empty =
                value(key).flatMap(Scalars::text).filter(String::isEmpty).isPresent();
        return isSet(key) && !empty ? Optional.of(path(key)) : Optional.empty();
    }

    /** One of the constants, in kebab case: {@code NO_SCHEDULE} is {@code no-schedule}. */
    public <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        var constants = type.getEnumConstants();
        var expected = Arrays.stream(constants).map(Scalars::kebab).collect(Collectors.joining(", "));
        return read(
                key,
                constants.length == 1 ? expected : "one of " + expected,
                constants[0],
                value -> Scalars.constant(value, type));
    }

    /** The block of that key; an empty one if it is not set. */
    public SettingsReader section(String key) {
        var full = full(key);
        findings.addSection(full);
        var value = value(key);
        value.filter(any -> !(any instanceof ConfigObject))
                .ifPresent(wrong -> report(wrong, full, "must be a block, is " + Scalars.show(wrong), ""));
        return new SettingsReader(full, Blocks.blockOrEmpty(value), findings);
    }

    /**
     * The block of that key as it is, for someone who reads it with a reader of their own; nothing in it is unknown.
     */
    public Config open(String key) {
        var config = section(key).object.toConfig();
        findings.addKey(full(key));
        return config;
    }

    /** Whether the key has a value; {@code null} is none. The key counts as read. */
    public boolean isSet(String key) {
        findings.addKey(full(key));
        return value(key).isPresent();
    }

    /** Reports an error that only the caller can see; the message follows the key: {@code must be above min}. */
    public void error(String key, String message) {
        error(key, message, "");
    }

    /** Reports an error and what to do about it. */
    public void error(String key, String message, String suggestion) {
        findings.problem(value(key).orElse(object).origin(), full(key), message, suggestion);
    }

    /** Reports an error of one name in a {@link #textMap}. */
    public void entryError(String key, String name, String message, String suggestion) {
        var quoted = UnknownKeys.child(full(key), name);
        var dotted = full(key);
        dotted.addAll(List.of(name.split("\\.")));
        var origin = Blocks.find(object, relative(quoted))
                .or(() -> Blocks.find(object, relative(dotted)))
                .or(() -> value(key))
                .orElse(object)
                .origin();
        findings.problem(origin, quoted, message, suggestion);
    }

    /** Reports an error if the first of two durations, as read, is longer than the second. */
    public void inOrder(String key, Duration least, String otherKey, Duration most) {
        if (least.compareTo(most) > 0) {
            error(
                    key,
                    "must not be above " + otherKey + ", which is " + Durations.render(most) + ", is "
                            + Durations.render(least));
        }
    }

    /**
     * Says that everything has been read.
     *
     * @throws ConfigurationException if anything is wrong, with all of it
     */
    public void finish() {
        new UnknownKeys(findings).report(path, object);
        var problems = findings.problems();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private <T> T read(String key, String expected, T placeholder, Function<ConfigValue, Optional<T>> parse) {
        var full = full(key);
        findings.addKey(full);
        var value = value(key);
        if (value.isEmpty()) {
            error(key, "is not set.", "It must be " + expected + ".");
            return placeholder;
        }
        var parsed = parse.apply(value.get());
        if (parsed.isEmpty()) {
            var hint = placeholder instanceof Duration && Scalars.isNumber(value.get())
                    ? "Write the unit: ms, s, m, h."
                    : "";
            report(value.get(), full, "must be " + expected + ", is " + shown(full, value.get()), hint);
        }
        return parsed.orElse(placeholder);
    }

    private void report(ConfigValue value, List<String> full, String message, String suggestion) {
        findings.problem(value.origin(), full, message, suggestion);
    }

    private List<String> full(String key) {
        var full = new ArrayList<>(path);
        full.addAll(ConfigUtil.splitPath(key));
        return full;
    }

    private List<String> relative(List<String> full) {
        return full.subList(path.size(), full.size());
    }

    private Optional<ConfigValue> value(String key) {
        return Blocks.find(object, ConfigUtil.splitPath(key));
    }

    private static String shown(List<String> full, ConfigValue value) {
        return UnknownKeys.isSecret(full.getLast()) ? "something else" : Scalars.show(value);
    }

    private static String plain(double number) {
        return new BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
    }
}
