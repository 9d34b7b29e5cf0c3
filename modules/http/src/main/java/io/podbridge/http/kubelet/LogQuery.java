package io.podbridge.http.kubelet;

import io.podbridge.core.streams.LogOptions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads and checks the parameters of {@code /containerLogs} as the kubelet ({@code ValidatePodLogOptions}). */
final class LogQuery {

    private static final String UNREADABLE = "{\"message\": \"Unable to decode query.\"}";
    private static final String INVALID = "{\"message\": \"Invalid request.\"}";

    private final Query query;
    private boolean unreadable;

    private LogQuery(Query query) {
        this.query = query;
    }

    /**
     * The options of a request.
     *
     * @param now from when {@code sinceSeconds} counts back
     */
    static Checked<LogOptions> parse(Query query, Instant now) {
        return new LogQuery(query).read(now);
    }

    private Checked<LogOptions> read(Instant now) {
        OptionalLong tailLines = number(query.first("tail").isPresent() ? "tail" : "tailLines");
        OptionalLong limitBytes = number("limitBytes");
        OptionalLong sinceSeconds = number("sinceSeconds");
        Optional<Instant> sinceTime = value("sinceTime", LogQuery::time);
        Optional<LogOptions.Stream> stream = stream();
        if (unreadable) {
            return Checked.refused(400, UNREADABLE);
        }
        boolean invalid = tailLines.orElse(0) < 0
                || limitBytes.orElse(1) < 1
                || sinceSeconds.orElse(1) < 1
                || (sinceSeconds.isPresent() && sinceTime.isPresent())
                || stream.isEmpty()
                || (stream.get() != LogOptions.Stream.ALL && tailLines.isPresent());
        if (invalid) {
            return Checked.refused(422, INVALID);
        }
        Optional<Instant> since =
                sinceSeconds.isPresent() ? Optional.of(before(now, sinceSeconds.getAsLong())) : sinceTime;
        return Checked.of(new LogOptions(
                flag("follow"), flag("previous"), flag("timestamps"), since, tailLines, limitBytes, stream.get()));
    }

    private OptionalLong number(String name) {
        boolean all = name.equals("tail") && query.first(name).equals(Optional.of("all"));
        Optional<Long> value = all ? Optional.empty() : value(name, Long::valueOf);
        return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    private <T> Optional<T> value(String name, Function<String, T> parse) {
        try {
            return query.first(name).filter(text -> !text.isEmpty()).map(parse);
        } catch (NumberFormatException | DateTimeParseException wrong) {
            unreadable = true;
            return Optional.empty();
        }
    }

    /** As {@code apimachinery/pkg/runtime/converter}: whatever is not "0" or "false" is a yes. */
    private boolean flag(String name) {
        return query.first(name)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(text -> !text.equals("false") && !text.equals("0"))
                .isPresent();
    }

    private Optional<LogOptions.Stream> stream() {
        return switch (query.first("stream").orElse("All")) {
            case "All" -> Optional.of(LogOptions.Stream.ALL);
            case "Stdout" -> Optional.of(LogOptions.Stream.STDOUT);
            case "Stderr" -> Optional.of(LogOptions.Stream.STDERR);
            default -> Optional.empty();
        };
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Instant before(Instant now, long seconds) {
        long most = now.getEpochSecond();
        return now.minusSeconds(Math.min(seconds, Math.max(most, 1)));
    }
}
