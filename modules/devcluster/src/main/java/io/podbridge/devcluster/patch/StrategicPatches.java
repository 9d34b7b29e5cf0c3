package io.podbridge.devcluster.patch;

import io.podbridge.devcluster.structure.FieldStructure;
import io.podbridge.devcluster.structure.Merging;
import io.podbridge.devcluster.structure.Structure;
import java.util.ArrayList;
import java.util.HashSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Kubernetes' strategic merge patch: like a merge patch, but it knows the elements of lists. */
final class StrategicPatches {

    private StrategicPatches() {}

    static ObjectNode apply(JsonNode patch, ObjectNode current, Structure structure) {
        if (!patch.isObject()) {
            throw Refusals.malformed("json: cannot unmarshal " + GoFormat.kind(patch)
                    + " into Go value of type map[string]interface {}");
        }
        return merged(current.deepCopy(), (ObjectNode) patch.deepCopy(), structure);
    }

    /** Both are the caller's own and may be changed. */
    static ObjectNode merged(ObjectNode original, ObjectNode patch, Structure structure) {
        if (patch.has(Directives.PATCH)) {
            return replaced(patch);
        }
        retainKeys(original, patch);
        ElementOrder.apply(original, patch, structure);
        for (var field : patch.properties()) {
            var name = field.getKey();
            if (name.startsWith(Directives.DELETED_VALUES)) {
                deleteValues(original, Directives.fieldOf(name), field.getValue());
            } else {
                merge(original, name, field.getValue(), structure.field(name));
            }
        }
        return original;
    }

    private static ObjectNode replaced(ObjectNode patch) {
        var directive = patch.path(Directives.PATCH).asString("");
        return switch (directive) {
            case "replace" -> {
                patch.remove(Directives.PATCH);
                yield patch;
            }
            case "delete" -> patch.removeAll();
            default ->
                throw Refusals.unexpected("unknown patch type: " + directive + " in map: " + GoFormat.print(patch));
        };
    }

    private static void merge(ObjectNode original, String name, JsonNode value, FieldStructure field) {
        var there = original.path(name);
        if (value.isNull()) {
            original.remove(name);
        } else if (there instanceof ObjectNode object && value instanceof ObjectNode part) {
            original.set(name, field.merging() instanceof Merging.Replace ? part : merged(object, part, field.type()));
        } else if (there instanceof ArrayNode list && value instanceof ArrayNode part) {
            original.set(name, lists(list, part, field));
        } else {
            Directives.cleaned(value).ifPresentOrElse(clean -> original.set(name, clean), () -> original.remove(name));
        }
    }

    static ArrayNode lists(ArrayNode original, ArrayNode patch, FieldStructure field) {
        return switch (field.merging()) {
            case Merging.Usual() -> patch;
            case Merging.Replace() -> patch;
            case Merging.Union() -> StrategicLists.values(original, patch, field.type());
            case Merging.ByKey(var key) -> StrategicLists.entries(original, patch, key, field.type());
        };
    }

    private static void deleteValues(ObjectNode original, String name, JsonNode values) {
        if (original.path(name) instanceof ArrayNode list && values instanceof ArrayNode deleted) {
            var gone =
                    new HashSet<>(deleted.valueStream().map(JsonNode::toString).toList());
            var kept = list.valueStream()
                    .filter(value -> !gone.contains(value.toString()))
                    .toList();
            original.set(name, list.removeAll().addAll(kept));
        }
    }

    /** {@code $retainKeys}: what is not in this list goes; a patch that sets such a field contradicts itself. */
    private static void retainKeys(ObjectNode original, ObjectNode patch) {
        var directive = patch.remove(Directives.RETAIN_KEYS);
        if (directive == null) {
            return;
        }
        var retained = new HashSet<>(
                directive.valueStream().map(each -> each.asString("")).toList());
        var contradicted = patch.properties().stream()
                .anyMatch(field -> !field.getValue().isNull()
                        && !Directives.isDirective(field.getKey())
                        && !retained.contains(field.getKey()));
        if (contradicted || !directive.isArray()) {
            throw Refusals.malformed("invalid patch format of retainKeys");
        }
        new ArrayList<>(original.propertyNames())
                .stream().filter(name -> !retained.contains(name)).forEach(original::remove);
    }
}
