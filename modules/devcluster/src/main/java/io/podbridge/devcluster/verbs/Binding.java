package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ApiFailure.Details;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.store.ObjectStore;
import io.podbridge.devcluster.store.Stored;
import java.time.Clock;
import tools.jackson.databind.node.ObjectNode;

/** Puts a pod on a node ({@code pkg/registry/core/pod/storage}, BindingREST). */
final class Binding {
    private final ObjectStore store;
    private final Clock clock;

    Binding(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void bind(ObjectKey pod, ObjectNode binding, WriteOptions options) {
        String name = Json.text(binding, "metadata", "name");
        if (!name.isEmpty() && !name.equals(pod.name())) {
            throw Failures.badRequest("name in URL does not match name in Binding object");
        }
        String node = Json.text(binding, "target", "name");
        if (node.isEmpty()) {
            // kube-apiserver does not make a refusal of its own of it
            throw new ApiFailure(500, "", "target.name: Required value", Details.NONE);
        }
        while (true) {
            Stored current = store.find(pod).orElseThrow(() -> Failures.notFound(pod));
            Preconditions.uid(current, Json.text(binding, "metadata", "uid"));
            Preconditions.revision(current, Json.text(binding, "metadata", "resourceVersion"));
            ObjectNode bound = bound(current, node, binding);
            if (options.dryRun() || store.replace(current, bound).isPresent()) {
                return;
            }
        }
    }

    private ObjectNode bound(Stored current, String node, ObjectNode binding) {
        ObjectNode pod = current.tree();
        String name = current.key().name();
        if (Metadata.of(pod).deleting()) {
            throw conflict(current, "pod " + name + " is being deleted, cannot be assigned to a host");
        }
        String present = Json.text(pod, "spec", "nodeName");
        if (!present.isEmpty()) {
            throw conflict(current, "pod " + name + " is already assigned to node \"" + present + "\"");
        }
        if (!Json.at(pod, "spec", "schedulingGates").isEmpty()) {
            throw conflict(current, "pod " + name + " has non-empty .spec.schedulingGates");
        }
        Json.ensure(pod, "spec").put("nodeName", node);
        Json.ensure(pod, "status").remove("nominatedNodeName");
        merge(binding, pod, "annotations");
        merge(binding, pod, "labels");
        Conditions.set(pod, "PodScheduled", clock.instant());
        return pod;
    }

    private static void merge(ObjectNode binding, ObjectNode pod, String name) {
        if (Json.at(binding, "metadata", name) instanceof ObjectNode given && !given.isEmpty()) {
            Json.ensure(pod, "metadata", name).setAll(given);
        }
    }

    private static ApiFailure conflict(Stored current, String why) {
        return Failures.conflict("pods/binding", current.key(), why);
    }
}
