package io.podbridge.devcluster.control.house;

import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Conditions;
import io.podbridge.devcluster.control.reconcile.Conditions.Said;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.PodView;
import io.podbridge.devcluster.control.reconcile.Taint;
import io.podbridge.devcluster.control.reconcile.Toleration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** When and how pods leave a node that does not want them, or that is no more. */
final class Eviction {
    private static final Set<String> TOLERATED_FOR_A_WHILE = Set.of(Taint.NOT_READY, Taint.UNREACHABLE);

    private Eviction() {}

    /**
     * When a pod has to go because of {@code NoExecute} taints; absent if it may stay for ever.
     *
     * @param taints since when each is there
     * @param tolerated for how long a node's failure is tolerated by a pod that says nothing about it
     */
    static Optional<Instant> due(PodView pod, Map<Taint, Instant> taints, Duration tolerated) {
        return taints.entrySet().stream()
                .flatMap(taint -> due(pod, taint.getKey(), taint.getValue(), tolerated).stream())
                .min(Instant::compareTo);
    }

    /** Of several tolerations that fit the shortest counts ({@code getMinTolerationTime}). */
    private static Optional<Instant> due(PodView pod, Taint taint, Instant since, Duration tolerated) {
        var fitting = pod.tolerations().stream()
                .filter(toleration -> toleration.tolerates(taint))
                .toList();
        if (fitting.isEmpty()) {
            return Optional.of(TOLERATED_FOR_A_WHILE.contains(taint.key()) ? since.plus(tolerated) : since);
        }
        var shortest = fitting.stream()
                .map(Toleration::seconds)
                .flatMapToLong(OptionalLong::stream)
                .min();
        return shortest.isEmpty()
                ? Optional.empty()
                : Optional.of(since.plusSeconds(Math.max(0, shortest.getAsLong())));
    }

    static List<Action> evict(PodView pod, Instant now) {
        var name = pod.key().namespace() + "/" + pod.key().name();
        var why = "Taint manager: deleting due to NoExecute taint";
        return List.of(
                new Action.Tell(pod.meta(), false, "TaintManagerEviction", "Marking for deletion Pod " + name),
                disrupted(pod, "DeletionByTaintManager", why, now, false),
                new Action.Delete(
                        pod.key(),
                        new DeleteOptions(
                                Optional.empty(),
                                Optional.of(pod.meta().uid()),
                                Optional.empty(),
                                Optional.empty(),
                                false)));
    }

    /** Nobody is left who could end it. */
    static List<Action> collect(PodView pod, Instant now) {
        return List.of(
                disrupted(pod, "DeletionByPodGC", "PodGC: node no longer exists", now, !pod.terminated()),
                Action.forceDelete(pod.meta()));
    }

    private static Action disrupted(PodView pod, String reason, String message, Instant now, boolean fails) {
        var status = Json.object();
        if (fails) {
            status.put("phase", "Failed");
        }
        var condition = Conditions.tree(new Said("DisruptionTarget", "True", reason, message))
                .put("lastTransitionTime", Json.time(now));
        return Action.podCondition(pod.meta(), condition, status);
    }

    /** Its node does not answer: whatever it said of the pod last may be wrong by now. */
    static List<Action> markNotReady(PodView pod, Instant now) {
        var condition =
                Json.object().put("type", "Ready").put("status", "False").put("lastTransitionTime", Json.time(now));
        return List.of(
                Action.podCondition(pod.meta(), condition, Json.object()),
                new Action.Tell(pod.meta(), true, "NodeNotReady", "Node is not ready"));
    }
}
