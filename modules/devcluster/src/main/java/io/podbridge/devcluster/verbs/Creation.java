package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.admission.ClusterAddresses;
import io.podbridge.devcluster.admission.Defaults;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ApiFailure.Details;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.store.ObjectStore;
import io.podbridge.devcluster.store.Stored;
import io.podbridge.devcluster.validation.FieldCheck;
import io.podbridge.devcluster.validation.Validation;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** POST ({@code rest.BeforeCreate}). */
final class Creation {
    /** As often as kube-apiserver tries another generated name. */
    private static final int NAMES_TRIED = 8;

    private static final List<String> SERVER_OWNED = List.of(
            "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion", "uid");

    private final ObjectStore store;
    private final Clock clock;
    private final Namespaces namespaces;
    private final ClusterAddresses addresses;

    Creation(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        namespaces = new Namespaces(store);
        addresses = new ClusterAddresses(store);
    }

    StoredObject create(ResourceType type, String namespace, ObjectNode body, WriteOptions options) {
        Bodies.conform(type, namespace, body);
        if (!Json.text(body, "metadata", "resourceVersion").isEmpty()) {
            // the storage's own error, which reaches the client as it is
            throw new ApiFailure(500, "", "resourceVersion should not be set on objects to be created", Details.NONE);
        }
        FieldCheck.check(type, body, options);
        String base = Json.text(body, "metadata", "generateName");
        if (!Json.text(body, "metadata", "name").isEmpty() || base.isEmpty()) {
            ObjectKey key = new ObjectKey(type, namespace, Json.text(body, "metadata", "name"));
            return insert(key, body, "Update", options).orElseThrow(() -> Failures.alreadyExists(key));
        }
        return generated(type, namespace, body, base, options);
    }

    private StoredObject generated(
            ResourceType type, String namespace, ObjectNode body, String base, WriteOptions options) {
        String name = "";
        for (int i = 0; i < NAMES_TRIED; i++) {
            name = Names.generate(base);
            ObjectNode named = body.deepCopy();
            Json.ensure(named, "metadata").put("name", name);
            Optional<StoredObject> created = insert(new ObjectKey(type, namespace, name), named, "Update", options);
            if (created.isPresent()) {
                return created.get();
            }
        }
        throw Failures.generatedNameExists(new ObjectKey(type, namespace, name));
    }

    /**
     * Stores a new object.
     *
     * @param object of the callee's own, in the right form
     * @param operation {@code Apply} if its managedFields are kept already
     * @return empty if there is such an object already
     */
    Optional<StoredObject> insert(ObjectKey key, ObjectNode object, String operation, WriteOptions options) {
        namespaces.mustAdmit(key.type(), key.namespace(), key.name());
        prepare(key.type(), object);
        Defaults.apply(key.type(), object);
        // what the server adds from here on, the client does not manage
        ObjectNode managed = operation.equals("Apply")
                ? object
                : Managers.updated(Optional.empty(), object, "", key.type(), options, clock.instant());
        Defaults.created(key.type(), managed, clock.instant());
        Validation.created(key.type(), managed);
        if (store.find(key).isPresent()) {
            return Optional.empty();
        }
        addresses.assign(key.type(), managed);
        if (options.dryRun()) {
            return Optional.of(Stored.dry(key, 0, managed));
        }
        return store.insert(key, managed).map(StoredObject.class::cast);
    }

    private void prepare(ResourceType type, ObjectNode object) {
        ObjectNode metadata = Json.ensure(object, "metadata");
        metadata.remove(SERVER_OWNED);
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", Metadata.time(clock.instant()));
        if (Kinds.generation(type)) {
            metadata.put("generation", 1);
        }
        Metadata.of(object).dropEmpty();
    }
}
