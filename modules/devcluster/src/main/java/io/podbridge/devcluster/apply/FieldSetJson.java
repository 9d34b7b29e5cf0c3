package io.podbridge.devcluster.apply;

import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Field sets as {@code fieldsV1}: an object for each step, {@code "."} where a path ends that others go on from. */
final class FieldSetJson {
    private static final String SELF = ".";

    private FieldSetJson() {}

    static ObjectNode write(FieldSet set) {
        var json = JsonNodeFactory.instance.objectNode();
        set.forEachChild((element, child) -> {
            var rest = json.putObject(element);
            if (!child.isLeaf()) {
                if (child.isMember()) {
                    rest.putObject(SELF);
                }
                rest.setAll(write(child));
            }
        });
        return json;
    }

    /** Of anything; what is no set is empty. */
    static FieldSet read(JsonNode json) {
        var children = new TreeMap<String, FieldSet>();
        for (var field : json.properties()) {
            if (field.getKey().length() > PathElement.FIELD.length()) {
                var child = field.getValue().isEmpty() ? FieldSet.LEAF : read(field.getValue());
                if (!child.isEmpty()) {
                    children.put(field.getKey(), child);
                }
            }
        }
        return FieldSet.of(json.has(SELF), children);
    }
}
