package io.podbridge.devcluster.table;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The object of a row, at a moment. What is absent reads as empty, zero or false. One row, one thread. */
final class Subject {
    private final JsonNode object;
    private final Instant now;
    private @Nullable PodStatusText podStatus;

    Subject(JsonNode object, Instant now) {
        this.object = object;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** Three columns of a pod come out of one walk over its containers. */
    PodStatusText podStatus() {
        if (podStatus == null) {
            podStatus = PodStatusText.of(this);
        }
        return podStatus;
    }

    JsonNode at(String... path) {
        JsonNode node = object;
        for (String field : path) {
            node = node.path(field);
        }
        return node;
    }

    String text(String... path) {
        return at(path).asString("");
    }

    /** {@code whenEmpty} where nothing is said. */
    String textOr(String whenEmpty, String... path) {
        String text = text(path);
        return text.isEmpty() ? whenEmpty : text;
    }

    long number(String... path) {
        return at(path).asLong(0);
    }

    boolean flag(boolean whenAbsent, String... path) {
        return at(path).asBoolean(whenAbsent);
    }

    boolean has(String... path) {
        JsonNode node = at(path);
        return !node.isMissingNode() && !node.isNull();
    }

    Stream<JsonNode> each(String... path) {
        return stream(at(path));
    }

    boolean deleted() {
        return has("metadata", "deletionTimestamp");
    }

    /** Whether a condition of this type has the status True. */
    boolean isTrue(String condition) {
        return each("status", "conditions")
                .anyMatch(each -> word(each, "type").equals(condition)
                        && word(each, "status").equals("True"));
    }

    String since(String... path) {
        return since(at(path));
    }

    String since(JsonNode time) {
        return instant(time)
                .map(then -> HumanDuration.of(Duration.between(then, now)))
                .orElse("<unknown>");
    }

    static Optional<Instant> instant(JsonNode time) {
        try {
            return time.isString() ? Optional.of(Instant.parse(time.asString())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static String word(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    /** One field of each item. */
    static String joined(JsonNode array, String field) {
        return stream(array).map(each -> word(each, field)).collect(Collectors.joining(","));
    }

    static String joined(JsonNode array) {
        return stream(array).map(each -> each.asString("")).collect(Collectors.joining(","));
    }

    /** The first three, and how many there are beyond them. */
    static String firstThree(List<String> all) {
        String shown = all.stream().limit(3).collect(Collectors.joining(","));
        return all.size() > 3 ? shown + " + " + (all.size() - 3) + " more..." : shown;
    }
}
