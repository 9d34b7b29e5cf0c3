package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.DeleteResult;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.store.ObjectStore;
import io.podbridge.devcluster.store.Stored;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deletes a pod as the drain of a node does; disruption budgets are not kept. */
final class Eviction {
    private final ObjectStore store;
    private final Deletion deletion;
    private final Clock clock;

    Eviction(ObjectStore store, Deletion deletion, Clock clock) {
        this.store = store;
        this.deletion = deletion;
        this.clock = clock;
    }

    DeleteResult evict(ObjectKey pod, ObjectNode eviction, WriteOptions options) {
        if (!Json.text(eviction, "metadata", "name").equals(pod.name())) {
            throw Failures.badRequest("name in URL does not match name in Eviction object");
        }
        JsonNode wanted = eviction.path("deleteOptions");
        boolean dryRun = options.dryRun() || !Json.texts(wanted, "dryRun").isEmpty();
        DeleteOptions delete = new DeleteOptions(
                Json.number(wanted, "gracePeriodSeconds").stream().boxed().findFirst(),
                present(wanted, "uid"),
                present(wanted, "resourceVersion"),
                Optional.empty(),
                dryRun);
        Stored current = store.find(pod).orElseThrow(() -> Failures.notFound(pod));
        Preconditions.deletion(current, delete);
        if (dryRun) {
            return deletion.delete(pod, delete);
        }
        mark(current);
        return deletion.delete(
                pod,
                new DeleteOptions(delete.graceSeconds(), delete.uid(), Optional.empty(), Optional.empty(), false));
    }

    /** Says in the pod why it is disrupted; if somebody else writes meanwhile, the pod goes without it. */
    private void mark(Stored current) {
        ObjectNode pod = current.tree();
        Conditions.set(pod, "DisruptionTarget", clock.instant())
                .put("reason", "EvictionByEvictionAPI")
                .put("message", "Eviction API: evicting");
        Optional<Stored> marked = store.replace(current, pod);
        marked.ifPresent(each -> {});
    }

    private static Optional<String> present(JsonNode deleteOptions, String precondition) {
        return Optional.of(Json.text(deleteOptions, "preconditions", precondition)).filter(text -> !text.isEmpty());
    }
}
