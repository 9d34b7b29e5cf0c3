package io.podbridge.devcluster.apply;

import io.podbridge.devcluster.structure.FieldStructure;
import io.podbridge.devcluster.structure.Ownership;
import io.podbridge.devcluster.structure.Structure;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What differs between two versions of an object. */
record Comparison(FieldSet removed, FieldSet modified, FieldSet added) {
    static final Comparison NONE = new Comparison(FieldSet.EMPTY, FieldSet.EMPTY, FieldSet.EMPTY);
    private static final Comparison MODIFIED = new Comparison(FieldSet.EMPTY, FieldSet.LEAF, FieldSet.EMPTY);

    /** Whole numbers are the same whether they are held as {@code int} or {@code long}. */
    private static final Comparator<JsonNode> VALUES = (one, other) -> one.equals(other)
                    || (one.isNumber() && other.isNumber() && one.asString().equals(other.asString()))
            ? 0
            : 1;

    static Comparison between(ObjectNode before, ObjectNode after, Structure structure) {
        return parts(before, after, structure);
    }

    boolean isNone() {
        return removed.isEmpty() && modified.isEmpty() && added.isEmpty();
    }

    /** What was set: modified or added. */
    FieldSet set() {
        return modified.union(added);
    }

    private static Comparison values(JsonNode before, JsonNode after, FieldStructure structure) {
        return switch (structure.ownership()) {
            case Ownership.Nobody() -> NONE;
            case Ownership.Whole() -> leaves(before, after);
            case Ownership.Parts() ->
                before instanceof ObjectNode one && after instanceof ObjectNode other
                        ? parts(one, other, structure.type())
                        : leaves(before, after);
            case Ownership.Entries entries -> elements(before, after, structure);
            case Ownership.Values() -> elements(before, after, structure);
        };
    }

    private static Comparison leaves(JsonNode before, JsonNode after) {
        return before.equals(VALUES, after) ? NONE : MODIFIED;
    }

    private static Comparison parts(ObjectNode before, ObjectNode after, Structure structure) {
        var changes = new TreeMap<String, Comparison>();
        for (var field : before.properties()) {
            var name = field.getKey();
            var other = after.get(name);
            var part = structure.field(name);
            var change = other == null
                    ? removed(OwnedFields.all(field.getValue(), part))
                    : values(field.getValue(), other, part);
            put(changes, PathElement.field(name), change);
        }
        for (var field : after.properties()) {
            var name = field.getKey();
            if (!before.has(name)) {
                var all = OwnedFields.added(name, field.getValue(), structure.field(name));
                put(changes, PathElement.field(name), added(all));
            }
        }
        return joined(changes);
    }

    private static Comparison elements(JsonNode before, JsonNode after, FieldStructure structure) {
        if (before.equals(VALUES, after)) {
            return NONE;
        }
        var changes = new TreeMap<String, Comparison>();
        var one = Elements.index(before, structure);
        var other = Elements.index(after, structure);
        var element = Elements.structure(structure);
        one.forEach((name, value) -> {
            var now = other.get(name);
            put(changes, name, now == null ? removed(OwnedFields.all(value, element)) : values(value, now, element));
        });
        other.forEach((name, value) -> {
            if (!one.containsKey(name)) {
                put(changes, name, added(OwnedFields.all(value, element)));
            }
        });
        return joined(changes);
    }

    private static Comparison removed(FieldSet fields) {
        return fields.isEmpty() ? NONE : new Comparison(fields, FieldSet.EMPTY, FieldSet.EMPTY);
    }

    private static Comparison added(FieldSet fields) {
        return fields.isEmpty() ? NONE : new Comparison(FieldSet.EMPTY, FieldSet.EMPTY, fields);
    }

    private static void put(Map<String, Comparison> changes, String element, Comparison change) {
        if (!change.isNone()) {
            changes.put(element, change);
        }
    }

    private static Comparison joined(Map<String, Comparison> changes) {
        return changes.isEmpty()
                ? NONE
                : new Comparison(
                        joined(changes, Comparison::removed),
                        joined(changes, Comparison::modified),
                        joined(changes, Comparison::added));
    }

    private static FieldSet joined(Map<String, Comparison> changes, Function<Comparison, FieldSet> part) {
        var children = new TreeMap<String, FieldSet>();
        changes.forEach((element, change) -> {
            if (!part.apply(change).isEmpty()) {
                children.put(element, part.apply(change));
            }
        });
        return FieldSet.of(false, children);
    }
}
