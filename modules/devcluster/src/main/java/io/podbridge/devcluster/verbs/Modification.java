package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.admission.Defaults;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ApiFailure.Cause;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.api.PatchResult;
import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.patch.Patches;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.store.ObjectStore;
import io.podbridge.devcluster.store.Stored;
import io.podbridge.devcluster.validation.FieldCheck;
import io.podbridge.devcluster.validation.Validation;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** PUT and PATCH ({@code rest.BeforeUpdate}). Repeats itself if somebody else writes at the same time. */
final class Modification {
    private final ObjectStore store;
    private final Clock clock;
    private final Creation creation;

    Modification(ObjectStore store, Clock clock, Creation creation) {
        this.store = store;
        this.clock = clock;
        this.creation = creation;
    }

    StoredObject update(ObjectKey key, String subresource, ObjectNode body, WriteOptions options) {
        ObjectNode wanted = body.deepCopy();
        Bodies.conform(key.type(), key.namespace(), wanted);
        String name = Json.text(wanted, "metadata", "name");
        if (name.isEmpty()) {
            throw Failures.badRequest("the name of the object (" + key.name()
                    + " based on URL) was undeterminable: name must be provided");
        }
        if (!name.equals(key.name())) {
            throw misnamed(key, name);
        }
        FieldCheck.check(key.type(), wanted, options);
        if (store.find(key).isEmpty() && subresource.isEmpty() && Kinds.createdByUpdate(key.type())) {
            return creation.create(key.type(), key.namespace(), wanted, options);
        }
        return change(key, subresource, options, current -> {
            Preconditions.uid(current, Json.text(wanted, "metadata", "uid"));
            return wanted.deepCopy();
        });
    }

    private static ApiFailure misnamed(ObjectKey key, String name) {
        return Failures.badRequest(
                "the name of the object (" + name + ") does not match the name on the URL (" + key.name() + ")");
    }

    PatchResult patch(ObjectKey key, String subresource, Patch patch, WriteOptions options) {
        if (patch.type() == Patch.Type.APPLY) {
            return apply(key, subresource, patch, options);
        }
        StoredObject changed = change(key, subresource, options, current -> {
            ObjectNode next = Patches.apply(patch, current.tree(), key.type());
            Bodies.conform(key.type(), key.namespace(), next);
            String name = Json.text(next, "metadata", "name");
            if (!name.equals(key.name())) {
                throw misnamed(key, name);
            }
            FieldCheck.checkPatched(key.type(), next, options);
            return next;
        });
        return new PatchResult(changed, false);
    }

    private PatchResult apply(ObjectKey key, String subresource, Patch patch, WriteOptions options) {
        if (!(patch.body() instanceof ObjectNode body)) {
            throw Failures.badRequest("error decoding YAML: an object is expected");
        }
        String name = Json.text(body, "metadata", "name");
        if (!name.isEmpty() && !name.equals(key.name())) {
            throw misnamed(key, name);
        }
        ObjectNode wanted = body.deepCopy();
        FieldCheck.checkApplied(key.type(), wanted);
        Bodies.inNamespace(key.type(), key.namespace(), wanted);
        Json.ensure(wanted, "metadata").put("name", key.name());
        if (store.find(key).isEmpty() && subresource.isEmpty()) {
            ObjectNode object = applied(Optional.empty(), wanted, "", options, key.type());
            Optional<StoredObject> created = creation.insert(key, object, "Apply", options);
            if (created.isPresent()) {
                return new PatchResult(created.get(), true);
            }
        }
        StoredObject changed = write(
                key, subresource, "Apply", options, current -> applied(Optional.of(current), wanted, subresource, options, key.type()));
        return new PatchResult(changed, false);
    }

    private ObjectNode applied(
            Optional<Stored> live, ObjectNode wanted, String subresource, WriteOptions options, ResourceType type) {
        return Managers.applied(live.map(Stored::tree), wanted.deepCopy(), subresource, type, options, clock.instant());
    }

    /** Makes the object as it should be from the one that is; {@code wanted} may be called again. */
    StoredObject change(
            ObjectKey key, String subresource, WriteOptions options, Function<Stored, ObjectNode> wanted) {
        return write(key, subresource, "Update", options, wanted);
    }

    private StoredObject write(
            ObjectKey key,
            String subresource,
            String operation,
            WriteOptions options,
            Function<Stored, ObjectNode> wanted) {
        while (true) {
            Stored current = store.find(key).orElseThrow(() -> Failures.notFound(key));
            ObjectNode next = wanted.apply(current);
            versions(current, next);
            ObjectNode before = current.tree();
            ObjectNode after = Parts.merge(key.type(), subresource, before, next);
            Defaults.apply(key.type(), after);
            Metadata.of(after).dropEmpty();
            Validation.updated(key.type(), subresource, before, after);
            Generations.count(key.type(), subresource, before, after);
            Optional<StoredObject> written = store(current, before, after, operation, subresource, options);
            if (written.isPresent()) {
                return written.get();
            }
        }
    }

    private static void versions(Stored current, ObjectNode next) {
        ObjectKey key = current.key();
        String expected = Json.text(next, "metadata", "resourceVersion");
        if (expected.isEmpty() || expected.equals("0")) {
            if (Kinds.versionRequired(key.type())) {
                throw Failures.invalid(
                        key.type().groupVersion().group(),
                        key.type().plural(),
                        key.name(),
                        List.of(new Cause(
                                "metadata.resourceVersion",
                                "FieldValueInvalid",
                                "Invalid value: 0: must be specified for an update")));
            }
        } else if (!expected.equals(Long.toString(current.resourceVersion()))) {
            throw Failures.stale(key);
        }
    }

    /** One try; empty if somebody else was faster. */
    private Optional<StoredObject> store(
            Stored current,
            ObjectNode before,
            ObjectNode after,
            String operation,
            String subresource,
            WriteOptions options) {
        if (Sameness.same(before, after, Json.present(after, "metadata", "managedFields"))) {
            return Optional.of(current);
        }
        ResourceType type = current.key().type();
        ObjectNode managed = operation.equals("Apply")
                ? after
                : Managers.updated(Optional.of(before), after, subresource, type, options, clock.instant());
        if (options.dryRun()) {
            return Optional.of(Stored.dry(current.key(), current.resourceVersion(), managed));
        }
        if (Finalizers.lastGone(type, before, managed)) {
            return store.remove(current).map(last -> Stored.of(current.key(), last.resourceVersion(), managed));
        }
        return store.replace(current, managed).map(StoredObject.class::cast);
    }
}
