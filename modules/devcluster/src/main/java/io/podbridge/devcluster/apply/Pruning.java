package io.podbridge.devcluster.apply;

import io.podbridge.devcluster.structure.FieldStructure;
import io.podbridge.devcluster.structure.Ownership;
import io.podbridge.devcluster.structure.Structure;
import java.util.ArrayList;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Removes what a manager applied last time and does not any more, if nobody else manages it. */
final class Pruning {

    private Pruning() {}

    /**
     * @param merged the live object with what is applied now
     * @param last what the manager applied last time
     * @param managed what all managers have, this one with what it applies now
     */
    static ObjectNode prune(ObjectNode merged, FieldSet last, FieldSet managed, Structure structure) {
        if (last.isEmpty()) {
            return merged;
        }
        var applied = last.withParents();
        var there = OwnedFields.claimed(merged, structure, false).withParents();
        var bare = OwnedFields.claimed(without(merged, applied, structure), structure, false)
                .withParents();
        var kept = without(merged, there.difference(bare.union(managed.withParents())), structure);
        var left = OwnedFields.claimed(kept, structure, false).withParents();
        return without(merged, there.difference(left).intersection(applied), structure);
    }

    private static ObjectNode without(ObjectNode object, FieldSet removed, Structure structure) {
        if (removed.isEmpty()) {
            return object;
        }
        var result = JsonNodeFactory.instance.objectNode();
        for (var field : object.properties()) {
            var part = ofField(field.getKey(), removed);
            without(field.getValue(), part, structure.field(field.getKey()))
                    .ifPresent(rest -> result.set(field.getKey(), rest));
        }
        return result;
    }

    /** Metadata stay, for in them are fields that belong to nobody. */
    private static FieldSet ofField(String name, FieldSet removed) {
        var part = removed.child(PathElement.field(name));
        return name.equals("metadata") ? part.difference(FieldSet.LEAF) : part;
    }

    /** What becomes empty by this goes, too. */
    private static Optional<JsonNode> without(JsonNode value, FieldSet removed, FieldStructure structure) {
        if (removed.isMember()) {
            return Optional.empty();
        }
        if (removed.isEmpty()) {
            return Optional.of(value);
        }
        return switch (structure.ownership()) {
            case Ownership.Nobody() -> Optional.of(value);
            case Ownership.Whole() -> Optional.of(value);
            case Ownership.Parts() ->
                value instanceof ObjectNode object
                        ? Optional.<JsonNode>of(without(object, removed, structure.type()))
                                .filter(rest -> !rest.isEmpty())
                        : Optional.of(value);
            case Ownership.Entries entries -> elements(value, removed, structure);
            case Ownership.Values() -> elements(value, removed, structure);
        };
    }

    private static Optional<JsonNode> elements(JsonNode list, FieldSet removed, FieldStructure structure) {
        var rest = new ArrayList<JsonNode>();
        var element = Elements.structure(structure);
        Elements.index(list, structure)
                .forEach((name, value) ->
                        without(value, removed.child(name), element).ifPresent(rest::add));
        return rest.isEmpty()
                ? Optional.empty()
                : Optional.of(JsonNodeFactory.instance.arrayNode().addAll(rest));
    }
}
