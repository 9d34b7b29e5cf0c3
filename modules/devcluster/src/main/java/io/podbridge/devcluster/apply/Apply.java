package io.podbridge.devcluster.apply;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.structure.Structure;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** One server-side apply. */
record Apply(
        ObjectNode live,
        ManagedFields managed,
        ObjectNode applied,
        ManagedEntry.Id id,
        boolean force,
        Structure structure) {

    ObjectNode result(String now, ResourceType type) {
        var claimed = claimed(type);
        var last = managed.find(id);
        var mine = last.map(entry -> entry.withFields(claimed.equals(entry.fields()) ? entry.fields() : claimed))
                .orElseGet(() -> new ManagedEntry(id, now, claimed, Optional.empty()));
        var object = Pruning.prune(
                Merge.of(live, applied, structure),
                last.map(ManagedEntry::fields).orElse(FieldSet.EMPTY),
                managed.with(mine).all(),
                structure);
        var comparison = Comparison.between(live, object, structure);
        refuseConflicts(comparison.set());
        var gone = comparison.set().union(comparison.removed());
        var unchanged = comparison.isNone() && last.equals(Optional.of(mine));
        return managed.without(id)
                .each(entry -> entry.withFields(entry.fields().difference(gone)))
                .with(unchanged ? mine : mine.at(now))
                .in(LastApplied.renewed(object, applied, id));
    }

    private FieldSet claimed(ResourceType type) {
        try {
            return OwnedFields.claimed(applied, structure, true);
        } catch (Elements.Invalid invalid) {
            var metadata = applied.path("metadata");
            var group = type.groupVersion().group();
            throw new ApiFailure(
                    500,
                    "",
                    "failed to create typed patch object (%s/%s; %s/%s, Kind=%s): %s"
                            .formatted(
                                    metadata.path("namespace").asString(""),
                                    metadata.path("name").asString(""),
                                    group,
                                    type.groupVersion().version(),
                                    type.kind(),
                                    invalid.getMessage()),
                    ApiFailure.Details.NONE);
        }
    }

    private void refuseConflicts(FieldSet set) {
        if (force || set.isEmpty()) {
            return;
        }
        var conflicts = Conflicts.of(managed.without(id).entries(), set);
        if (!conflicts.isEmpty()) {
            var rest = conflicts.without(LastApplied.claimed(live, id, structure));
            if (!rest.isEmpty()) {
                throw rest.failure();
            }
        }
    }
}
