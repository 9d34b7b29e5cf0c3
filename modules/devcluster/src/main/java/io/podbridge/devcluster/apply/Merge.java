package io.podbridge.devcluster.apply;

import io.podbridge.devcluster.structure.FieldStructure;
import io.podbridge.devcluster.structure.Ownership;
import io.podbridge.devcluster.structure.Structure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lays an applied object over the live one. The result shares parts with both. */
final class Merge {

    private Merge() {}

    static ObjectNode of(ObjectNode live, ObjectNode applied, Structure structure) {
        var result = JsonNodeFactory.instance.objectNode();
        result.setAll(live);
        for (var field : applied.properties()) {
            var name = field.getKey();
            var there = live.get(name);
            var value = field.getValue();
            if (there == null && !value.isNull()) {
                result.set(name, withoutNulls(value));
            } else if (there != null) {
                set(result, name, there, value, structure.field(name));
            }
        }
        return result;
    }

    private static void set(ObjectNode object, String name, JsonNode there, JsonNode value, FieldStructure structure) {
        if (structure.ownership() instanceof Ownership.Nobody) {
            return;
        }
        if (value.isNull()) {
            object.remove(name);
        } else {
            object.set(name, values(there, value, structure));
        }
    }

    private static JsonNode values(JsonNode live, JsonNode applied, FieldStructure structure) {
        return switch (structure.ownership()) {
            case Ownership.Nobody() -> live;
            case Ownership.Whole() -> applied;
            case Ownership.Parts() ->
                live instanceof ObjectNode one && applied instanceof ObjectNode other
                        ? of(one, other, structure.type())
                        : applied;
            case Ownership.Entries entries -> lists(live, applied, structure);
            case Ownership.Values() -> lists(live, applied, structure);
        };
    }

    /** Objects that are new are taken as they are, but for fields that are null: those are not there. */
    private static JsonNode withoutNulls(JsonNode value) {
        if (value instanceof ObjectNode object
                && object.valueStream().anyMatch(each -> each.isNull() || each.isObject())) {
            var result = JsonNodeFactory.instance.objectNode();
            object.properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .forEach(field -> result.set(field.getKey(), withoutNulls(field.getValue())));
            return result;
        }
        return value;
    }

    /**
     * The elements of both. Those that are applied keep their order; the others stay before the element that they were
     * before.
     */
    private static ArrayNode lists(JsonNode live, JsonNode applied, FieldStructure structure) {
        var there = Elements.index(live, structure);
        var wanted = Elements.index(applied, structure);
        var element = Elements.structure(structure);
        var result = new ArrayList<JsonNode>(there.size() + wanted.size());
        var rest = new Rest(there, wanted);
        var next = nextShared(there, List.copyOf(wanted.keySet()));
        var position = 0;
        for (var each : wanted.entrySet()) {
            result.addAll(rest.before(next.get(position)));
            position++;
            var before = there.get(each.getKey());
            result.add(before == null ? withoutNulls(each.getValue()) : values(before, each.getValue(), element));
        }
        result.addAll(rest.before(""));
        return JsonNodeFactory.instance.arrayNode().addAll(result);
    }

    /** For each applied element, the first from there on that is in the live list, too; empty for none. */
    private static List<String> nextShared(Map<String, JsonNode> there, List<String> wanted) {
        var next = new String[wanted.size()];
        var shared = "";
        for (var i = wanted.size() - 1; i >= 0; i--) {
            shared = there.containsKey(wanted.get(i)) ? wanted.get(i) : shared;
            next[i] = shared;
        }
        return List.of(next);
    }

    /** The live elements that are not applied, in order. */
    private static final class Rest {
        private final Iterator<Map.Entry<String, JsonNode>> elements;
        private final HashSet<String> wanted;
        private String reached = "";

        Rest(Map<String, JsonNode> there, Map<String, JsonNode> wanted) {
            this.elements = there.entrySet().iterator();
            this.wanted = new HashSet<>(wanted.keySet());
        }

        /** Those up to an element that is shared, which is not passed. */
        List<JsonNode> before(String shared) {
            var passed = new ArrayList<JsonNode>();
            while (elements.hasNext() && (shared.isEmpty() || !reached.equals(shared))) {
                var element = elements.next();
                if (wanted.contains(element.getKey())) {
                    reached = element.getKey();
                } else {
                    passed.add(element.getValue());
                }
            }
            return passed;
        }
    }
}
