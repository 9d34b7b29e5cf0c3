package io.podbridge.devcluster.patch;

import io.podbridge.devcluster.structure.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The lists that a strategic merge patch does not replace. */
final class StrategicLists {

    private StrategicLists() {}

    /** The union of two lists of values; those of the patch keep its order. */
    static ArrayNode values(ArrayNode original, ArrayNode patch, Structure type) {
        checkElements(original, patch);
        if (original.path(0).isObject() || patch.path(0).isObject()) {
            throw Refusals.unexpected("cannot merge lists without merge key for " + type);
        }
        var all = new ArrayList<>(original.values());
        all.addAll(patch.values());
        return ListOrder.of("").ordered(distinct(all), patch.values(), original.values());
    }

    private static List<JsonNode> distinct(List<JsonNode> values) {
        var distinct = new LinkedHashMap<String, JsonNode>();
        values.forEach(value -> distinct.putIfAbsent(value.toString(), value));
        return List.copyOf(distinct.values());
    }

    /** Elements with the same key are merged; those of the patch keep its order, new ones come before others. */
    static ArrayNode entries(ArrayNode original, ArrayNode patch, String key, Structure type) {
        checkElements(original, patch);
        if (original.isEmpty() && patch.isEmpty()) {
            return original;
        }
        if (!original.path(0).isObject() && !patch.path(0).isObject()) {
            return values(original, patch, type);
        }
        var changes = new ArrayList<JsonNode>();
        var entries = new EntryList(ListOrder.of(key), type, original);
        var replaced = false;
        for (var element : patch) {
            switch (element.path(Directives.PATCH).asString("")) {
                case "" -> changes.add(element);
                case "delete" -> entries.remove(element);
                case "replace" -> replaced = true;
                case "merge" -> throw Refusals.unexpected("merging lists cannot yet be specified in the patch");
                default ->
                    throw Refusals.unexpected("unknown patch type: "
                            + element.path(Directives.PATCH).asString("") + " in map: " + GoFormat.print(element));
            }
        }
        return (replaced ? new EntryList(ListOrder.of(key), type, List.of()) : entries).merged(changes);
    }

    /** Lists of lists, and lists of this and that, cannot be merged. */
    private static void checkElements(ArrayNode original, ArrayNode patch) {
        var all = JsonNodeFactory.instance.arrayNode().addAll(original).addAll(patch);
        var first = all.path(0).getNodeType();
        if (all.path(0).isArray()) {
            throw Refusals.unprocessable();
        }
        if (all.valueStream().anyMatch(element -> element.getNodeType() != first)) {
            throw Refusals.unexpected("list element types are not identical: [" + GoFormat.print(original) + " "
                    + GoFormat.print(patch) + "]");
        }
    }
}
