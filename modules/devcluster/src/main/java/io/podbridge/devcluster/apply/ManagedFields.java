package io.podbridge.devcluster.apply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The entries of {@code metadata.managedFields}. Immutable. */
record ManagedFields(List<ManagedEntry> entries) {
    static final ManagedFields NONE = new ManagedFields(List.of());
    private static final int MOST_UPDATERS = 10;
    private static final String OLD_UPDATERS = "ancient-changes";

    /** None if any of them cannot be read, as with kube-apiserver. */
    static ManagedFields of(ObjectNode object) {
        var entries = new ArrayList<ManagedEntry>();
        for (var json : object.path("metadata").path("managedFields")) {
            var entry = ManagedEntry.read(json);
            if (entry.isEmpty()) {
                return NONE;
            }
            entries.add(entry.get());
        }
        return new ManagedFields(List.copyOf(entries));
    }

    /** Whether somebody asks, by an empty list or an empty entry, that nobody manages anything. */
    static boolean isReset(ObjectNode object) {
        var json = object.path("metadata").path("managedFields");
        return json.isArray()
                && (json.isEmpty() || (json.size() == 1 && json.path(0).isEmpty()));
    }

    Optional<ManagedEntry> find(ManagedEntry.Id id) {
        return entries.stream().filter(entry -> entry.id().same(id)).findFirst();
    }

    /** What anybody has. */
    FieldSet all() {
        return entries.stream().map(ManagedEntry::fields).reduce(FieldSet.EMPTY, FieldSet::union);
    }

    /** With the fields of each entry changed; entries without fields go. */
    ManagedFields each(UnaryOperator<ManagedEntry> change) {
        return new ManagedFields(entries.stream()
                .map(change)
                .filter(entry -> !entry.fields().isEmpty())
                .toList());
    }

    /** With this entry in place of the one with the same id. */
    ManagedFields with(ManagedEntry entry) {
        var result = new ArrayList<>(without(entry.id()).entries());
        if (!entry.fields().isEmpty()) {
            result.add(entry);
        }
        return new ManagedFields(List.copyOf(result));
    }

    ManagedFields without(ManagedEntry.Id id) {
        return new ManagedFields(
                entries.stream().filter(entry -> !entry.id().same(id)).toList());
    }

    /** Of more than ten that update, the oldest of each version of the API become one. */
    ManagedFields capped() {
        var updaters = entries.stream()
                .filter(entry -> entry.id().operation().equals(ManagedEntry.UPDATE))
                .sorted(ManagedEntry.ORDER)
                .toList();
        if (updaters.size() <= MOST_UPDATERS) {
            return this;
        }
        var surplus = updaters.size() - MOST_UPDATERS;
        var result = this;
        var oldest = new HashMap<String, ManagedEntry>();
        for (var old : updaters) {
            var first = oldest.putIfAbsent(old.id().apiVersion(), old);
            if (first != null && surplus > 0) {
                var both = result.ancient(first, old);
                result = result.without(first.id()).without(old.id()).with(both);
                oldest.put(old.id().apiVersion(), both);
                surplus--;
            }
        }
        return result;
    }

    private ManagedEntry ancient(ManagedEntry first, ManagedEntry old) {
        var id = new ManagedEntry.Id(OLD_UPDATERS, ManagedEntry.UPDATE, old.id().apiVersion(), "");
        var before = find(id).map(ManagedEntry::fields).orElse(FieldSet.EMPTY);
        return new ManagedEntry(id, old.time(), before.union(first.fields()).union(old.fields()), Optional.empty());
    }

    /** The object with these entries, and nothing else changed. Shares its other parts with the one given. */
    ObjectNode in(ObjectNode object) {
        var result = JsonNodeFactory.instance.objectNode();
        result.setAll(object);
        var metadata = JsonNodeFactory.instance.objectNode();
        if (object.path("metadata") instanceof ObjectNode before) {
            metadata.setAll(before);
        }
        metadata.remove("managedFields");
        if (!entries.isEmpty()) {
            var json = metadata.putArray("managedFields");
            entries.stream().sorted(ManagedEntry.ORDER).map(ManagedEntry::write).forEach(json::add);
        }
        result.set("metadata", metadata);
        return result;
    }
}
