package io.podbridge.devcluster.patch;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** RFC 7386. */
final class MergePatches {

    private MergePatches() {}

    static ObjectNode apply(JsonNode patch, ObjectNode current) {
        if (!patch.isObject()) {
            throw Refusals.malformed("error decoding patch: json: cannot unmarshal " + GoFormat.kind(patch)
                    + " into Go value of type map[string]interface {}");
        }
        var result = current.deepCopy();
        merge(result, (ObjectNode) patch);
        return result;
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (var field : patch.properties()) {
            var value = field.getValue();
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value instanceof ObjectNode part) {
                merge(objectAt(target, field.getKey()), part);
            } else {
                target.set(field.getKey(), value.deepCopy());
            }
        }
    }

    private static ObjectNode objectAt(ObjectNode target, String name) {
        return target.get(name) instanceof ObjectNode there ? there : target.putObject(name);
    }
}
