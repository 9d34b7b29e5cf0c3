package io.podbridge.devcluster.apply;

import io.podbridge.devcluster.structure.FieldStructure;
import io.podbridge.devcluster.structure.Ownership;
import io.podbridge.devcluster.structure.Structure;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which fields there are in an object that can be owned. */
final class OwnedFields {
    /** Objects that all objects of their kind have, if only empty: that they are there is nobody's doing. */
    private static final Set<String> ALWAYS_THERE = Set.of(
            "metadata", "spec", "status", "template", "jobTemplate", "strategy", "updateStrategy", "containers");

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

    /** Everything in a value that comes or goes as a whole, with the objects around it. */
    static FieldSet all(JsonNode value, FieldStructure structure) {
        return switch (structure.ownership()) {
            case Ownership.Nobody() -> FieldSet.EMPTY;
            case Ownership.Whole() -> FieldSet.LEAF;
            case Ownership.Parts() -> value instanceof ObjectNode object ? allParts(object, structure) : FieldSet.LEAF;
            case Ownership.Entries entries -> allElements(value, structure);
            case Ownership.Values() -> allElements(value, structure);
        };
    }

    /** The same for a field: some are always there, and only what is in them comes and goes. */
    static FieldSet all(String name, JsonNode value, FieldStructure structure) {
        var all = all(value, structure);
        return value.isContainer() && ALWAYS_THERE.contains(name) ? all.difference(FieldSet.LEAF) : all;
    }

    private static FieldSet allParts(ObjectNode object, FieldStructure structure) {
        var children = new TreeMap<String, FieldSet>();
        for (var field : object.properties()) {
            var part = structure.type().field(field.getKey());
            put(children, PathElement.field(field.getKey()), all(field.getKey(), field.getValue(), part));
        }
        return FieldSet.of(true, children);
    }

    private static FieldSet allElements(JsonNode list, FieldStructure structure) {
        var children = new TreeMap<String, FieldSet>();
        var elements = Elements.structure(structure);
        Elements.index(list, structure).forEach((name, element) -> put(children, name, all(element, elements)));
        return FieldSet.of(true, children);
    }

    private static void put(TreeMap<String, FieldSet> children, String element, FieldSet child) {
        if (!child.isEmpty()) {
            children.put(element, child);
        }
    }
}
