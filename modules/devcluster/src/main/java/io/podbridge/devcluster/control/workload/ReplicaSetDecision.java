package io.podbridge.devcluster.control.workload;

import static io.podbridge.devcluster.resource.ResourceTypes.PODS;

import io.podbridge.devcluster.api.DeleteOptions.Propagation;
import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What is to be done for a ReplicaSet, given its active pods: {@code manageReplicas} and {@code calculateStatus}. */
final class ReplicaSetDecision {
    /** The most pods that are made or deleted before looking again. */
    static final int BURST = 500;

    private ReplicaSetDecision() {}

    static Decision of(ReplicaSetView set, PodGroup pods, Instant now) {
        var labels = Json.strings(set.template().path("metadata").path("labels"));
        var tally = pods.tally(labels, set.minReadySeconds(), now);
        int missing = set.meta().deleting() ? 0 : set.replicas() - tally.active();
        // pods that are about to be deleted are not to be counted on: the status follows when they are not active
        var actions = new ArrayList<Action>(missing < 0 ? List.of() : status(set, tally));
        if (missing > 0) {
            actions.addAll(create(set, Math.min(missing, BURST)));
        } else if (missing < 0) {
            Dispensable.first(pods.active(), Math.min(-missing, BURST)).forEach(pod -> delete(set, pod, actions));
        }
        var decision = Decision.of(actions);
        var next = tally.next().map(decision::again).orElse(decision);
        return Math.abs(missing) > BURST ? next.again(Duration.ZERO) : next;
    }

    private static List<Action> create(ReplicaSetView set, int count) {
        var pod = PodTemplate.pod(set.template(), set.meta(), Map.of());
        var namespace = set.meta().key().namespace();
        return Collections.nCopies(count, new Action.Create(PODS, namespace, pod, set.meta()));
    }

    private static void delete(ReplicaSetView set, PodView pod, List<Action> actions) {
        actions.add(Action.delete(pod.meta(), Propagation.BACKGROUND));
        var message = "Deleted pod: " + pod.key().name();
        actions.add(new Action.Tell(set.meta(), false, "SuccessfulDelete", message));
    }

    private static List<Action> status(ReplicaSetView set, PodGroup.Tally tally) {
        var old = set.tree().path("status");
        var counts = new ReplicaSetView.Counts(tally.active(), tally.fullyLabeled(), tally.ready(), tally.available());
        if (counts.equals(set.status())
                && old.path("observedGeneration").asLong(-1) == set.meta().generation()) {
            return List.of();
        }
        var status = old instanceof ObjectNode object ? object.deepCopy() : Json.object();
        status.put("replicas", counts.replicas());
        put(status, "fullyLabeledReplicas", counts.fullyLabeled());
        put(status, "readyReplicas", counts.ready());
        put(status, "availableReplicas", counts.available());
        status.put("observedGeneration", set.meta().generation());
        var body = set.tree().deepCopy();
        body.set("status", status);
        return List.of(new Action.Update(set.meta().key(), "status", body));
    }

    private static void put(ObjectNode status, String field, int count) {
        if (count == 0) {
            status.remove(field);
        } else {
            status.put(field, count);
        }
    }
}
