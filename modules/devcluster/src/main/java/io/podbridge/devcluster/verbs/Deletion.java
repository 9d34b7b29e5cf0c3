package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.DeleteResult;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.store.ObjectStore;
import io.podbridge.devcluster.store.Stored;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** DELETE ({@code registry.Store.Delete}). Repeats itself if somebody else writes at the same time. */
final class Deletion {
    private static final Set<String> IMMORTAL = Set.of("default", "kube-system", "kube-public");

    private final ObjectStore store;
    private final Clock clock;

    Deletion(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    DeleteResult delete(ObjectKey key, DeleteOptions options) {
        if (Kinds.namespaces(key.type()) && IMMORTAL.contains(key.name())) {
            throw Failures.forbidden(key.type(), key.name(), "this namespace may not be deleted");
        }
        while (true) {
            Stored current = store.find(key).orElseThrow(() -> Failures.notFound(key));
            Preconditions.deletion(current, options);
            Optional<DeleteResult> result = attempt(current, current.tree(), options);
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    /** One try; empty if somebody else was faster. */
    private Optional<DeleteResult> attempt(Stored current, ObjectNode object, DeleteOptions options) {
        Instant now = clock.instant();
        if (Kinds.namespaces(current.key().type())) {
            Metadata metadata = Metadata.of(object);
            if (!metadata.deleting()) {
                return beginNamespace(current, object, options, now);
            }
            if (!Namespaces.emptied(object)) {
                return Optional.of(new DeleteResult(current, false));
            }
        }
        Grace grace = Kinds.pods(current.key().type()) ? Grace.of(object, options, now) : new Grace.None();
        return switch (grace) {
            case Grace.Running() -> Optional.of(new DeleteResult(current, false));
            case Grace.None() -> ungraceful(current, object, options, now);
            case Grace.Until until -> graceful(current, object, options, until);
        };
    }

    private Optional<DeleteResult> graceful(
            Stored current, ObjectNode object, DeleteOptions options, Grace.Until until) {
        Metadata metadata = Metadata.of(object);
        metadata.deletion(until.end(), until.seconds());
        if (until.first()) {
            metadata.nextGeneration();
        }
        metadata.finalizers(finalizers(current, metadata, options));
        boolean stays = until.seconds() > 0 || !metadata.finalizers().isEmpty();
        return write(current, object, options)
                .flatMap(marked -> stays ? Optional.of(new DeleteResult(marked, false)) : remove(marked, options));
    }

    private Optional<DeleteResult> ungraceful(Stored current, ObjectNode object, DeleteOptions options, Instant now) {
        Metadata metadata = Metadata.of(object);
        metadata.finalizers(finalizers(current, metadata, options));
        if (metadata.finalizers().isEmpty()) {
            return remove(current, options);
        }
        if (!metadata.deleting()) {
            metadata.nextGeneration();
        }
        boolean over = metadata.deleting()
                && !Instant.parse(metadata.text("deletionTimestamp")).isAfter(now);
        metadata.deletion(over ? Instant.parse(metadata.text("deletionTimestamp")) : now, 0);
        return write(current, object, options).map(marked -> new DeleteResult(marked, false));
    }

    /** Its contents go first; who has deleted them takes the finalizer from its spec. */
    private Optional<DeleteResult> beginNamespace(
            Stored current, ObjectNode object, DeleteOptions options, Instant now) {
        Metadata metadata = Metadata.of(object);
        metadata.node().put("deletionTimestamp", Metadata.time(now));
        metadata.finalizers(finalizers(current, metadata, options));
        Json.ensure(object, "status").put("phase", "Terminating");
        return write(current, object, options).map(marked -> new DeleteResult(marked, false));
    }

    private static List<String> finalizers(Stored current, Metadata metadata, DeleteOptions options) {
        return Finalizers.forDeletion(current.key().type(), metadata.finalizers(), options);
    }

    private Optional<Stored> write(Stored current, ObjectNode object, DeleteOptions options) {
        if (Sameness.same(current.tree(), object, true)) {
            return Optional.of(current);
        }
        return options.dryRun()
                ? Optional.of(Stored.dry(current.key(), current.resourceVersion(), object))
                : store.replace(current, object);
    }

    private Optional<DeleteResult> remove(Stored current, DeleteOptions options) {
        return (options.dryRun() ? Optional.of(current) : store.remove(current))
                .map(last -> new DeleteResult(last, true));
    }
}
