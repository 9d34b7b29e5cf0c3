package io.podbridge.devcluster.apply;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.structure.Structure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps {@code metadata.managedFields}: who set which field last, and server-side apply, which is decided by it. Pure:
 * no argument is changed, but results share parts with arguments, so that neither is to be changed afterwards.
 *
 * <p>System fields of the metadata, {@code kind} and {@code apiVersion} belong to nobody, and neither does what cannot
 * be written through a (sub)resource: see {@link Structure#managed}.
 */
public final class FieldManagers {
    private static final String BEFORE_FIRST_APPLY = "before-first-apply";

    private FieldManagers() {}

    /** Server-side apply to the object itself; see the other {@code applied}. */
    public static ObjectNode applied(
            Optional<ObjectNode> live,
            ObjectNode applied,
            String manager,
            boolean force,
            ResourceType type,
            Instant now) {
        return applied(live, applied, manager, force, "", type, now);
    }

    /**
     * The object after a server-side apply: the live one with what is applied, and without what this manager applied
     * before, does not any more, and nobody else manages. Equal to the live object if nothing changes. Fields that
     * belong to nobody keep their live values; where there are none, those of the applied object are taken.
     *
     * @param live empty where the apply creates the object
     * @param force whether fields are taken from others who have set them to other values
     * @param subresource empty for the object itself
     * @throws ApiFailure 409 {@code Conflict} without {@code force}; 400 {@code BadRequest} for an object of another
     *     kind, or with {@code managedFields}; 500 without a reason for ambiguous lists (all as kube-apiserver does)
     */
    public static ObjectNode applied(
            Optional<ObjectNode> live,
            ObjectNode applied,
            String manager,
            boolean force,
            String subresource,
            ResourceType type,
            Instant now) {
        checkType(applied, type);
        var id = ManagedEntry.Id.of(
                manager, ManagedEntry.APPLY, type.groupVersion().apiVersion(), subresource);
        var structure = Structure.managed(type, subresource);
        var before = live.orElseGet(JsonNodeFactory.instance::objectNode);
        var managed =
                live.map(object -> managedBefore(object, structure, id, now)).orElse(ManagedFields.NONE);
        return new Apply(before, managed, applied, id, force, structure).result(text(now), type);
    }

    /** An object that nobody has managed so far is that of a manager who is no more. */
    private static ManagedFields managedBefore(
            ObjectNode live, Structure structure, ManagedEntry.Id applier, Instant now) {
        var managed = ManagedFields.of(live);
        if (!managed.entries().isEmpty()) {
            return managed;
        }
        var id = new ManagedEntry.Id(
                BEFORE_FIRST_APPLY, ManagedEntry.UPDATE, applier.apiVersion(), applier.subresource());
        var all = Comparison.between(JsonNodeFactory.instance.objectNode(), live, structure)
                .set();
        return managed.with(new ManagedEntry(id, text(now), all, Optional.empty()));
    }

    private static void checkType(ObjectNode applied, ResourceType type) {
        var apiVersion = applied.path("apiVersion").asString("");
        var kind = applied.path("kind").asString("");
        if (!apiVersion.equals(type.groupVersion().apiVersion()) || !kind.equals(type.kind())) {
            throw malformed("invalid object type: " + (apiVersion.contains("/") ? apiVersion : "/" + apiVersion)
                    + ", Kind=" + kind);
        }
        if (!applied.path("metadata").path("managedFields").isMissingNode()
                && !applied.path("metadata").path("managedFields").isNull()) {
            throw malformed("metadata.managedFields must be nil");
        }
    }

    private static ApiFailure malformed(String message) {
        return new ApiFailure(400, "BadRequest", message, ApiFailure.Details.NONE);
    }

    /**
     * What a create, an update or a patch does to {@code managedFields}: what has a new value goes over to the
     * manager's entry, what is gone leaves all entries, and entries without fields vanish.
     *
     * @param before the live object; empty for a create
     * @param after what is to be stored. Its own {@code managedFields}, if it has some, replace the live ones; an empty
     *     list means that nobody manages the object, until somebody applies
     * @param operation {@code Update}
     * @param subresource through which it was written; empty for the object itself
     * @return {@code after} with {@code managedFields}
     */
    public static ObjectNode updated(
            Optional<ObjectNode> before,
            ObjectNode after,
            String manager,
            String operation,
            String subresource,
            ResourceType type,
            Instant now) {
        var managed = managedAfter(before, after, subresource);
        if (before.isPresent() && managed.entries().isEmpty()) {
            return managed.in(after);
        }
        var live = before.orElseGet(JsonNodeFactory.instance::objectNode);
        var comparison = Comparison.between(live, after, Structure.managed(type, subresource));
        if (comparison.isNone()) {
            return managed.in(after);
        }
        var id = ManagedEntry.Id.of(manager, operation, type.groupVersion().apiVersion(), subresource);
        return changed(managed, comparison, id, text(now)).in(after);
    }

    private static ManagedFields managedAfter(Optional<ObjectNode> before, ObjectNode after, String subresource) {
        if (subresource.isEmpty()) {
            if (ManagedFields.isReset(after)) {
                return ManagedFields.NONE;
            }
            var managed = ManagedFields.of(after);
            if (!managed.entries().isEmpty()) {
                return managed;
            }
        }
        return before.map(ManagedFields::of).orElse(ManagedFields.NONE);
    }

    private static ManagedFields changed(ManagedFields managed, Comparison comparison, ManagedEntry.Id id, String now) {
        var set = comparison.set();
        var gone = set.union(comparison.removed());
        var mine = managed.find(id);
        var others = managed.without(id)
                .each(entry -> entry.withFields(entry.fields().difference(gone)));
        var kept = mine.map(entry ->
                entry.withFields(entry.fields().difference(comparison.removed()).union(set)));
        if (set.isEmpty()) {
            return kept.map(others::with).orElse(others);
        }
        return others.with(kept.map(entry -> entry.at(now))
                        .orElseGet(() -> new ManagedEntry(id, now, set, Optional.empty())))
                .capped();
    }

    private static String text(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
