package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Who manages which field. */
final class Managers {
    private Managers() {}

    /** @param before empty for a new object */
    static ObjectNode updated(
            Optional<ObjectNode> before,
            ObjectNode after,
            String subresource,
            ResourceType type,
            WriteOptions options,
            Instant now) {
        return after;
    }

    /** @param live empty if the object is to be created */
    static ObjectNode applied(
            Optional<ObjectNode> live, ObjectNode wanted, ResourceType type, WriteOptions options, Instant now) {
        ObjectNode merged = live.orElseGet(Json::object);
        merge(merged, wanted);
        return merged;
    }

    private static void merge(ObjectNode target, ObjectNode wanted) {
        wanted.forEachEntry((name, value) -> {
            if (value instanceof ObjectNode object && target.get(name) instanceof ObjectNode present) {
                merge(present, object);
            } else {
                target.set(name, value);
            }
        });
    }
}
