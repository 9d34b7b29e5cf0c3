package io.podbridge.devcluster.control.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pod, as much of it as controllers look at: there may be 50,000, whose trees would fill the heap.
 *
 * @param node {@code spec.nodeName}; empty until it is scheduled
 * @param gated whether {@code schedulingGates} hold it back
 * @param nodeAffinity {@code requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms}, or missing
 * @param phase empty if nobody wrote one
 * @param readySince when the condition {@code Ready} became True; absent if it is not
 * @param restarts of all its containers
 * @param deletionCost annotation {@code controller.kubernetes.io/pod-deletion-cost}
 * @param unscheduled the message of {@code PodScheduled=False}; empty if that is not its condition
 */
public record PodView(
        Meta meta,
        String node,
        String scheduler,
        boolean gated,
        Map<String, String> nodeSelector,
        JsonNode nodeAffinity,
        List<Toleration> tolerations,
        Resources requests,
        String phase,
        Optional<Instant> readySince,
        int restarts,
        int deletionCost,
        String unscheduled)
        implements Observed {

    static PodView of(Meta meta, ObjectNode tree) {
        var spec = tree.path("spec");
        var status = tree.path("status");
        return new PodView(
                meta,
                spec.path("nodeName").asString(""),
                spec.path("schedulerName").asString(""),
                !spec.path("schedulingGates").isEmpty(),
                Json.strings(spec.path("nodeSelector")),
                spec.path("affinity")
                        .path("nodeAffinity")
                        .path("requiredDuringSchedulingIgnoredDuringExecution")
                        .path("nodeSelectorTerms"),
                spec.path("tolerations").values().stream().map(Toleration::of).toList(),
                Resources.requestedBy(spec),
                status.path("phase").asString(""),
                readySince(status),
                restarts(status),
                deletionCost(tree),
                unscheduled(status));
    }

    private static Optional<Instant> readySince(JsonNode status) {
        return Conditions.find(status, "Ready")
                .filter(condition -> condition.path("status").asString("").equals("True"))
                .map(condition ->
                        Json.time(condition.path("lastTransitionTime")).orElse(Instant.EPOCH));
    }

    private static int restarts(JsonNode status) {
        return status.path("containerStatuses").values().stream()
                .mapToInt(container -> container.path("restartCount").asInt(0))
                .sum();
    }

    private static int deletionCost(JsonNode tree) {
        var cost = tree.path("metadata").path("annotations").path("controller.kubernetes.io/pod-deletion-cost");
        try {
            return Integer.parseInt(cost.asString("0"));
        } catch (NumberFormatException malformed) { // the API server does not take one
            return 0;
        }
    }

    private static String unscheduled(JsonNode status) {
        return Conditions.find(status, "PodScheduled")
                .filter(condition -> condition.path("status").asString("").equals("False"))
                .map(condition -> condition.path("message").asString(""))
                .orElse("");
    }

    public boolean scheduled() {
        return !node.isEmpty();
    }

    public boolean ready() {
        return readySince.isPresent();
    }

    /** Whether its containers have ended for good. */
    public boolean terminated() {
        return succeeded() || failed();
    }

    public boolean succeeded() {
        return phase.equals("Succeeded");
    }

    public boolean failed() {
        return phase.equals("Failed");
    }

    /** Whether a controller counts it: neither terminated nor being deleted. */
    public boolean active() {
        return !terminated() && !meta.deleting();
    }
}
