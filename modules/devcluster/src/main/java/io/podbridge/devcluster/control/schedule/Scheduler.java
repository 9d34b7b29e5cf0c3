package io.podbridge.devcluster.control.schedule;

import static io.podbridge.devcluster.resource.ResourceTypes.NODES;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;

import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Change;
import io.podbridge.devcluster.control.reconcile.Conditions;
import io.podbridge.devcluster.control.reconcile.Conditions.Said;
import io.podbridge.devcluster.control.reconcile.Controller;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.PodView;
import io.podbridge.devcluster.control.reconcile.Resources;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts pods that have no node on one.
 *
 * <p>What the pods of a node ask for is summed up as they come and go. Pods that fit nowhere are parked: all are tried
 * again when a node changes so that it may take other pods, the 100 that wait longest when a pod frees its place, and
 * each after a while.
 */
public final class Scheduler implements Controller {
    private static final int RETRIED = 100;

    private final Duration retry;
    private final Map<String, NodeView> nodes = new TreeMap<>();
    private final Map<String, Resources> requested = new HashMap<>();
    private final Map<ObjectKey, PodView> waiting = new LinkedHashMap<>();

    /** @param retry after which a pod that fits nowhere is tried again though nothing seems to have changed */
    public Scheduler(Duration retry) {
        this.retry = retry;
    }

    @Override
    public String name() {
        return "default-scheduler";
    }

    @Override
    public List<ResourceType> watches() {
        return List.of(NODES, PODS);
    }

    @Override
    public Collection<ObjectKey> observe(Change change, Instant now) {
        return change.type().equals(NODES) ? node(change) : pod(change);
    }

    private Collection<ObjectKey> node(Change change) {
        var name = change.key().name();
        var node = change.wholeNow().map(NodeView::of);
        var before = Optional.ofNullable(node.isPresent() ? nodes.put(name, node.get()) : nodes.remove(name));
        return node.equals(before) ? List.of() : List.copyOf(waiting.keySet());
    }

    private Collection<ObjectKey> pod(Change change) {
        change.podBefore().filter(Scheduler::counts).ifPresent(pod -> add(pod.node(), pod.requests(), -1));
        change.podNow().filter(Scheduler::counts).ifPresent(pod -> add(pod.node(), pod.requests(), 1));
        boolean freed = change.podBefore().filter(Scheduler::counts).isPresent()
                && change.podNow().filter(Scheduler::counts).isEmpty();
        var concerned = new ArrayList<ObjectKey>(freed ? longestWaiting() : List.of());
        var mine = change.podNow().filter(Scheduler::wanted);
        if (mine.isPresent()) {
            waiting.put(change.key(), mine.get());
            concerned.add(change.key());
        } else {
            waiting.remove(change.key());
        }
        return concerned;
    }

    /** They go to the end of the queue: the next place that is freed is for others. */
    private List<ObjectKey> longestWaiting() {
        var first = waiting.keySet().stream().limit(RETRIED).toList();
        if (waiting.size() > RETRIED) {
            first.forEach(key -> Optional.ofNullable(waiting.remove(key)).ifPresent(pod -> waiting.put(key, pod)));
        }
        return first;
    }

    private static boolean counts(PodView pod) {
        return pod.scheduled() && !pod.terminated();
    }

    private static boolean wanted(PodView pod) {
        return !pod.scheduled()
                && !pod.gated()
                && pod.active()
                && pod.scheduler().equals("default-scheduler");
    }

    private void add(String node, Resources requests, int sign) {
        requested.compute(node, (same, sum) -> {
            var old = sum == null ? Resources.NONE : sum;
            var changed = sign > 0 ? old.plus(requests) : old.minus(requests);
            return changed.equals(Resources.NONE) ? null : changed;
        });
    }

    @Override
    public Decision decide(ObjectKey key, Instant now) {
        var pod = waiting.get(key);
        return pod == null
                ? Decision.NOTHING
                : switch (Placement.of(pod, loads())) {
                    case Placement.On(var node) -> place(pod, node);
                    case Placement.Nowhere(var message) -> park(pod, message, now);
                };
    }

    private List<Load> loads() {
        return nodes.values().stream()
                .map(node -> new Load(node, requested.getOrDefault(node.name(), Resources.NONE)))
                .toList();
    }

    private static Decision place(PodView pod, String node) {
        var name = pod.key().namespace() + "/" + pod.key().name();
        return Decision.of(
                new Action.Bind(pod.key(), pod.meta().uid(), node),
                new Action.Tell(
                        pod.meta(), false, "Scheduled", "Successfully assigned %s to %s".formatted(name, node)));
    }

    /** What was said already is not said again: the writing would be seen as a change of the pod. */
    private Decision park(PodView pod, String message, Instant now) {
        if (pod.unscheduled().equals(message)) {
            return Decision.waiting(retry);
        }
        var condition = Conditions.tree(new Said("PodScheduled", "False", "Unschedulable", message))
                .put("lastTransitionTime", Json.time(now));
        return Decision.of(
                        Action.podCondition(pod.meta(), condition, Json.object()),
                        new Action.Tell(pod.meta(), true, "FailedScheduling", message))
                .again(retry);
    }
}
