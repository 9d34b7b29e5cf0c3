package io.podbridge.devcluster.resource;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event is one object with two forms, {@code v1} and {@code events.k8s.io/v1}, that differ in the names of some
 * fields (kube-apiserver {@code pkg/apis/core/v1} and {@code pkg/apis/events/v1/conversion.go}).
 */
public final class EventForms {
    /** By the names of the group's form. */
    private static final Map<String, String> CORE_NAMES = Map.of(
            "regarding", "involvedObject",
            "note", "message",
            "reportingController", "reportingComponent",
            "deprecatedSource", "source",
            "deprecatedFirstTimestamp", "firstTimestamp",
            "deprecatedLastTimestamp", "lastTimestamp",
            "deprecatedCount", "count");

    /** The core form has them always, the other one only if they say something. */
    private static final List<String> REPORTER = List.of("reportingComponent", "reportingInstance");

    private EventForms() {}

    /** Changes {@code event} to the form of the core group, and returns it. */
    public static ObjectNode toCore(ObjectNode event) {
        CORE_NAMES.forEach((group, core) -> rename(event, group, core));
        REPORTER.stream().filter(field -> !event.has(field)).forEach(field -> event.put(field, ""));
        return event.put("apiVersion", "v1");
    }

    /** Changes {@code event} to the form of {@code events.k8s.io}, and returns it. */
    public static ObjectNode toGroup(ObjectNode event) {
        REPORTER.stream()
                .filter(field -> event.path(field).asString("").isEmpty())
                .forEach(event::remove);
        CORE_NAMES.forEach((group, core) -> rename(event, core, group));
        return event.put("apiVersion", "events.k8s.io/v1");
    }

    private static void rename(ObjectNode event, String from, String to) {
        JsonNode value = event.remove(from);
        if (value != null) {
            event.set(to, value);
        }
    }
}
