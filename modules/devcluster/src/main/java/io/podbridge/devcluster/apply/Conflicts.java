package io.podbridge.devcluster.apply;

import io.podbridge.devcluster.api.ApiFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fields that an apply would take from others, by their managers. Immutable. */
record Conflicts(List<Conflict> conflicts) {

    record Conflict(ManagedEntry entry, FieldSet fields) {
        /** {@code "kubectl" with subresource "status" using v1 at 2026-01-01T00:00:00Z}, as far as it applies. */
        String manager() {
            var id = entry.id();
            var subresource = id.subresource().isEmpty() ? "" : " with subresource \"" + id.subresource() + "\"";
            var version = id.operation().equals(ManagedEntry.UPDATE) ? " using " + id.apiVersion() : "";
            return "\"" + id.manager() + "\"" + subresource + version;
        }
    }

    static Conflicts of(List<ManagedEntry> others, FieldSet taken) {
        var conflicts = new ArrayList<Conflict>();
        for (var other : others) {
            var fields = other.fields().intersection(taken);
            if (!fields.isEmpty()) {
                conflicts.add(new Conflict(other, fields));
            }
        }
        return new Conflicts(List.copyOf(conflicts));
    }

    /** Without those about these fields. */
    Conflicts without(FieldSet allowed) {
        return new Conflicts(conflicts.stream()
                .map(conflict ->
                        new Conflict(conflict.entry(), conflict.fields().difference(allowed)))
                .filter(conflict -> !conflict.fields().isEmpty())
                .toList());
    }

    boolean isEmpty() {
        return conflicts.isEmpty();
    }

    /** 409 {@code Conflict} with a cause for each field (apimachinery {@code managedfields/internal/conflict.go}). */
    ApiFailure failure() {
        var causes = new ArrayList<ApiFailure.Cause>();
        var paths = new TreeMap<String, List<String>>();
        for (var conflict : conflicts) {
            for (var path : conflict.fields().paths()) {
                var shown = PathElement.shown(path);
                causes.add(new ApiFailure.Cause(shown, "FieldManagerConflict", "conflict with " + conflict.manager()));
                paths.computeIfAbsent(conflict.manager(), any -> new ArrayList<>())
                        .add(shown);
            }
        }
        var details = new ApiFailure.Details("", "", "", "", List.copyOf(causes), 0);
        return new ApiFailure(409, "Conflict", message(causes, paths), details);
    }

    private static String message(List<ApiFailure.Cause> causes, Map<String, List<String>> paths) {
        if (causes.size() == 1) {
            var only = causes.getFirst();
            return "Apply failed with 1 conflict: " + only.message() + ": " + only.field();
        }
        var lines = new ArrayList<String>();
        paths.forEach((manager, fields) -> {
            lines.add("conflicts with " + manager + ":");
            fields.forEach(field -> lines.add("- " + field));
        });
        return "Apply failed with " + causes.size() + " conflicts: " + String.join("\n", lines);
    }
}
