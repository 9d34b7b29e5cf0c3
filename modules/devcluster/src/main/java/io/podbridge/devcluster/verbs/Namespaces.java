package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ApiFailure.Cause;
import io.podbridge.devcluster.api.ApiFailure.Details;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.devcluster.store.ObjectStore;
import io.podbridge.devcluster.store.Stored;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Namespaces must exist for what is in them, and take nothing new while they end (NamespaceLifecycle admission). */
final class Namespaces {
    private final ObjectStore store;

    Namespaces(ObjectStore store) {
        this.store = store;
    }

    /** Throws 404 if there is no such namespace, 403 if it ends. */
    void mustAdmit(ResourceType type, String namespace, String name) {
        if (type.namespaced() && find(namespace).field("status.phase").filter("Terminating"::equals).isPresent()) {
            throw terminating(type, namespace, name);
        }
    }

    private Stored find(String namespace) {
        ObjectKey key = new ObjectKey(ResourceTypes.NAMESPACES, "", namespace);
        return store.find(key).orElseThrow(() -> Failures.notFound(key));
    }

    private static ApiFailure terminating(ResourceType type, String namespace, String name) {
        ApiFailure plain = Failures.forbidden(
                type,
                name,
                "unable to create new content in namespace " + namespace + " because it is being terminated");
        Cause cause = new Cause(
                "metadata.namespace", "NamespaceTerminating", "namespace " + namespace + " is being terminated");
        Details details = plain.details();
        return new ApiFailure(
                plain.code(),
                plain.reason(),
                String.valueOf(plain.getMessage()),
                new Details(details.group(), details.kind(), details.name(), "", List.of(cause), 0));
    }

    /** Whether nothing but this request keeps a namespace that is deleted. */
    static boolean emptied(ObjectNode namespace) {
        return Json.texts(namespace, "spec", "finalizers").isEmpty();
    }
}
