package io.podbridge.devcluster.patch;

import io.fabric8.zjsonpatch.JsonPatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** RFC 6902. */
final class JsonPatches {
    private static final int MOST_OPERATIONS = 10_000;

    private JsonPatches() {}

    static ObjectNode apply(JsonNode patch, ObjectNode current) {
        if (!patch.isArray() || patch.valueStream().anyMatch(operation -> !operation.isObject())) {
            throw Refusals.malformed("error decoding patch: json: cannot unmarshal "
                    + GoFormat.kind(patch.isArray() ? patch.path(0) : patch)
                    + (patch.isArray()
                            ? " into Go value of type handlers.jsonPatchOp"
                            : " into Go value of type []handlers.jsonPatchOp"));
        }
        if (patch.size() > MOST_OPERATIONS) {
            throw Refusals.tooLarge("Request entity too large: The allowed maximum operations in a JSON patch is "
                    + MOST_OPERATIONS + ", got " + patch.size());
        }
        return changed(patch, current);
    }

    /** The library says by exceptions of many kinds, its own and others, that a patch does not fit. */
    private static ObjectNode changed(JsonNode patch, ObjectNode current) {
        try {
            return (ObjectNode) applied(patch, current).deepCopy();
        } catch (RuntimeException inapplicable) {
            throw Refusals.unprocessable();
        }
    }

    /** The library removes what is not there without a word; kube-apiserver does not. */
    private static JsonNode applied(JsonNode patch, JsonNode current) {
        var result = current;
        var pending = JsonNodeFactory.instance.arrayNode();
        for (var operation : patch) {
            if (operation.path("op").asString("").equals("remove")) {
                result = JsonPatch.apply(pending, result);
                pending.removeAll();
                if (result.at(operation.path("path").asString("")).isMissingNode()) {
                    throw Refusals.unprocessable();
                }
            }
            pending.add(operation);
        }
        return JsonPatch.apply(pending, result);
    }
}
