package io.podbridge.devcluster.control.reconcile;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values of Kubernetes objects in their JSON. What is absent or malformed reads as empty, never fails. */
public final class Json {
    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@code map[string]string}, sorted by key. */
    public static Map<String, String> strings(JsonNode node) {
        if (node.isEmpty()) {
            return Map.of();
        }
        var strings = new TreeMap<String, String>();
        node.properties()
                .forEach(each -> strings.put(each.getKey(), each.getValue().asString("")));
        return Collections.unmodifiableMap(strings);
    }

    public static List<String> list(JsonNode node) {
        return node.values().stream().map(each -> each.asString("")).toList();
    }

    public static ObjectNode of(Map<String, String> strings) {
        var node = object();
        strings.forEach(node::put);
        return node;
    }

    /** A {@code metav1.Time} or {@code MicroTime}. */
    public static Optional<Instant> time(JsonNode node) {
        var text = node.asString("");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    /** As {@code metav1.Time} is written: whole seconds. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
