package io.podbridge.devcluster.control.workload;

import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Observed;
import java.util.Comparator;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A ReplicaSet.
 *
 * @param replicas how many pods it shall have
 * @param status how many it has, as it says itself
 * @param tree not to be changed
 */
record ReplicaSetView(Meta meta, int replicas, Counts status, Map<String, String> annotations, ObjectNode tree) {
    static final Comparator<ReplicaSetView> OLDEST_FIRST = Comparator.comparing(
                    (ReplicaSetView each) -> each.meta.created())
            .thenComparing(each -> each.meta.key().name());

    /** The numbers of pods in its status. */
    record Counts(int replicas, int fullyLabeled, int ready, int available) {}

    static ReplicaSetView of(Observed.Whole set) {
        var status = set.tree().path("status");
        return new ReplicaSetView(
                set.meta(),
                set.tree().path("spec").path("replicas").asInt(1),
                new Counts(
                        status.path("replicas").asInt(0),
                        status.path("fullyLabeledReplicas").asInt(0),
                        status.path("readyReplicas").asInt(0),
                        status.path("availableReplicas").asInt(0)),
                Json.strings(set.tree().path("metadata").path("annotations")),
                set.tree());
    }

    String uid() {
        return meta.uid();
    }

    String name() {
        return meta.key().name();
    }

    JsonNode template() {
        return tree.path("spec").path("template");
    }

    JsonNode selector() {
        return tree.path("spec").path("selector");
    }

    int minReadySeconds() {
        return tree.path("spec").path("minReadySeconds").asInt(0);
    }

    /** Whether its status is that of its newest size: what it says is available stays so. */
    boolean observed() {
        return tree.path("status").path("observedGeneration").asLong(0) >= meta.generation();
    }

    /** 0 if it has none. */
    long revision() {
        return number(Annotations.REVISION);
    }

    /** The annotation as a number, 0 if there is none. */
    long number(String annotation) {
        try {
            return Long.parseLong(annotations.getOrDefault(annotation, "0"));
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }
}
