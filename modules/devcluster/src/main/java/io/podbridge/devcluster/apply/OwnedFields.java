package io.podbridge.devcluster.apply;

import io.podbridge.devcluster.structure.FieldStructure;
import io.podbridge.devcluster.structure.Ownership;
import io.podbridge.devcluster.structure.Structure;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which fields there are in an object that can be owned. */
final class OwnedFields {
    /** Objects that all objects of their kind have, if only empty: that they are there is nobody's doing. */
    private static final Set<String> ALWAYS_THERE = Set.of(
            "metadata",
            "spec",
            "status",
            "template",
            "jobTemplate",
            "strategy",
            "updateStrategy",
            "containers",
            "resources",
            "daemonEndpoints",
            "nodeInfo",
            "loadBalancer");

    private OwnedFields() {}

    /**
     * What an applied object claims: its values, and the elements of its lists, but not the objects around them.
     *
     * @param strict whether lists must be unambiguous (those of live objects need not be)
     * @throws Elements.Invalid if they are not
     */
    static FieldSet claimed(ObjectNode object, Structure structure, boolean strict) {
        return claimedParts(object, structure, strict);
    }

    private static FieldSet claimed(JsonNode value, FieldStructure structure, boolean strict) {
        return switch (structure.ownership()) {
            case Ownership.Nobody() -> FieldSet.EMPTY;
            case Ownership.Whole() -> FieldSet.LEAF;
            case Ownership.Parts() ->
                value instanceof ObjectNode object && !object.isEmpty()
                        ? claimedParts(object, structure.type(), strict)
                        : FieldSet.LEAF;
            case Ownership.Entries entries -> claimedElements(value, structure, strict);
            case Ownership.Values() -> claimedElements(value, structure, strict);
        };
    }

    private static FieldSet claimedParts(ObjectNode object, Structure structure, boolean strict) {
        var children = new TreeMap<String, FieldSet>();
        for (var field : object.properties()) {
            var element = PathElement.field(field.getKey());
            try {
                put(children, element, claimed(field.getValue(), structure.field(field.getKey()), strict));
            } catch (Elements.Invalid invalid) {
                throw invalid.within("." + field.getKey());
            }
        }
        return FieldSet.of(false, children);
    }

    private static FieldSet claimedElements(JsonNode list, FieldStructure structure, boolean strict) {
        if (list.isNull()) {
            return FieldSet.LEAF;
        }
        if (strict) {
            Elements.check(list, structure);
        }
        var children = new TreeMap<String, FieldSet>();
        var elements = Elements.structure(structure);
        Elements.index(list, structure)
                .forEach((name, element) ->
                        put(children, name, claimed(element, elements, strict).union(FieldSet.LEAF)));
        return FieldSet.of(false, children);
    }

    /** Everything in an element of a list that comes, or in a value that goes, with the objects around it. */
    static FieldSet all(JsonNode element, FieldStructure structure) {
        return all(element, structure, true);
    }

    /** Everything in a field that comes. Some fields are always there, and only what is in them comes. */
    static FieldSet added(String name, JsonNode value, FieldStructure structure) {
        return all(name, value, structure, false);
    }

    /** In a new element, what is always there is new as well. */
    private static FieldSet all(String name, JsonNode value, FieldStructure structure, boolean inElement) {
        var all = all(value, structure, inElement);
        return !inElement && value.isContainer() && ALWAYS_THERE.contains(name) ? all.difference(FieldSet.LEAF) : all;
    }

    private static FieldSet all(JsonNode value, FieldStructure structure, boolean inElement) {
        return switch (structure.ownership()) {
            case Ownership.Nobody() -> FieldSet.EMPTY;
            case Ownership.Whole() -> FieldSet.LEAF;
            case Ownership.Parts() ->
                value instanceof ObjectNode object ? allParts(object, structure, inElement) : FieldSet.LEAF;
            case Ownership.Entries entries -> allElements(value, structure);
            case Ownership.Values() -> allElements(value, structure);
        };
    }

    private static FieldSet allParts(ObjectNode object, FieldStructure structure, boolean inElement) {
        var children = new TreeMap<String, FieldSet>();
        for (var field : object.properties()) {
            var part = structure.type().field(field.getKey());
            var name = field.getKey();
            put(children, PathElement.field(name), all(name, field.getValue(), part, inElement));
        }
        return FieldSet.of(true, children);
    }

    private static FieldSet allElements(JsonNode list, FieldStructure structure) {
        var children = new TreeMap<String, FieldSet>();
        var elements = Elements.structure(structure);
        Elements.index(list, structure).forEach((name, element) -> put(children, name, all(element, elements)));
        return FieldSet.of(true, children);
    }

    private static void put(Map<String, FieldSet> children, String element, FieldSet child) {
        if (!child.isEmpty()) {
            children.put(element, child);
        }
    }
}
