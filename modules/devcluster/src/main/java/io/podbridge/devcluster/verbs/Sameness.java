package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether a write changes anything. */
final class Sameness {
    private Sameness() {}

    /** Equal as JSON: it matters neither how a number is held nor in which order properties stand. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(Sameness::compare, other);
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    /**
     * Whether two versions of an object are the same, but for its resourceVersion.
     *
     * @param managers whether it counts who manages which field (never when)
     */
    static boolean same(ObjectNode before, ObjectNode after, boolean managers) {
        return same(essence(before, managers), essence(after, managers));
    }

    private static ObjectNode essence(ObjectNode object, boolean managers) {
        ObjectNode shallow = Json.object();
        shallow.setAll(object);
        ObjectNode metadata = Json.object();
        metadata.setAll(Json.ensure(object, "metadata"));
        metadata.remove("resourceVersion");
        if (managers) {
            metadata.set("managedFields", timeless(metadata.path("managedFields")));
        } else {
            metadata.remove("managedFields");
        }
        return shallow.set("metadata", metadata);
    }

    private static JsonNode timeless(JsonNode managedFields) {
        var entries = Json.array();
        for (JsonNode entry : managedFields) {
            if (entry instanceof ObjectNode object) {
                entries.add(object.deepCopy().without("time"));
            }
        }
        return entries;
    }
}
