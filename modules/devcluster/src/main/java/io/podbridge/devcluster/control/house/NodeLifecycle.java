package io.podbridge.devcluster.control.house;

import static io.podbridge.devcluster.resource.ResourceTypes.LEASES;
import static io.podbridge.devcluster.resource.ResourceTypes.NODES;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;

import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Change;
import io.podbridge.devcluster.control.reconcile.Conditions;
import io.podbridge.devcluster.control.reconcile.Controller;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Observed;
import io.podbridge.devcluster.control.reconcile.PodView;
import io.podbridge.devcluster.control.reconcile.Taint;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Nodes that fall silent, and the pods of nodes that are unreachable, tainted or deleted. Does the work of
 * kube-controller-manager's node lifecycle, taint eviction and pod garbage collection.
 *
 * <p>A node is heard of when its lease or a heartbeat changes; their times are not looked at: its clock may be wrong.
 * All pods of a node are looked at when the node begins or ceases to be in trouble; single pods while it is.
 */
public final class NodeLifecycle implements Controller {
    private static final String LEASE_NAMESPACE = "kube-node-lease";

    private final NodeSettings settings;
    private final Map<String, Observed.Whole> nodes = new HashMap<>();
    private final Map<String, Instant> heard = new HashMap<>();
    private final Map<String, Map<Taint, Instant>> taints = new HashMap<>();
    private final Map<String, Instant> missing = new HashMap<>();
    private final Map<String, Map<ObjectKey, PodView>> pods = new HashMap<>();
    private final Set<ObjectKey> unconfirmed = new HashSet<>();

    public NodeLifecycle(NodeSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "node-controller";
    }

    @Override
    public List<ResourceType> watches() {
        return List.of(NODES, LEASES, PODS);
    }

    @Override
    public Collection<ObjectKey> observe(Change change, Instant now) {
        if (change.type().equals(PODS)) {
            return pod(change, now);
        }
        return change.type().equals(NODES) ? node(change, now) : lease(change, now);
    }

    /** Nothing is to be done at once: when the patience with the node has run out, it is seen that it was heard of. */
    private Collection<ObjectKey> lease(Change change, Instant now) {
        if (change.key().namespace().equals(LEASE_NAMESPACE) && changed(change, NodeLifecycle::renewed)) {
            heard.put(change.key().name(), now);
        }
        return List.of();
    }

    private static JsonNode renewed(JsonNode lease) {
        return lease.path("spec").path("renewTime");
    }

    private static boolean changed(Change change, java.util.function.Function<JsonNode, JsonNode> part) {
        var before = change.before()
                .filter(Observed.Whole.class::isInstance)
                .map(Observed.Whole.class::cast)
                .map(whole -> part.apply(whole.tree()));
        var now = change.wholeNow().map(whole -> part.apply(whole.tree()));
        return now.isPresent() && !now.equals(before);
    }

    private Collection<ObjectKey> node(Change change, Instant now) {
        var name = change.key().name();
        var before = trouble(name);
        boolean reached = reachable(name);
        if (change.now().isEmpty()) {
            nodes.remove(name);
            heard.remove(name);
            taints.remove(name);
            if (pods.containsKey(name)) {
                missing.put(name, now);
            }
        } else {
            missing.remove(name);
            change.wholeNow().ifPresent(node -> take(node, now));
            if (change.gone() || changed(change, NodeLifecycle::heartbeat)) {
                heard.put(name, now);
            }
        }
        return concerned(change.key(), !before.equals(trouble(name)), reached && !reachable(name));
    }

    private void take(Observed.Whole node, Instant now) {
        var name = node.key().name();
        nodes.put(name, node);
        var old = taints.getOrDefault(name, Map.of());
        var current = new LinkedHashMap<Taint, Instant>();
        Taint.listOf(node.tree()).stream()
                .filter(taint -> taint.effect().equals(Taint.NO_EXECUTE))
                .forEach(taint -> current.put(taint, old.getOrDefault(taint, now)));
        taints.put(name, current);
    }

    /** Only what the node itself says counts: not that this controller calls it unknown. */
    private static JsonNode heartbeat(JsonNode node) {
        return Conditions.find(node.path("status"), "Ready")
                .filter(ready -> !ready.path("status").asString("").equals("Unknown"))
                .map(ready -> ready.path("lastHeartbeatTime"))
                .orElse(tools.jackson.databind.node.MissingNode.getInstance());
    }

    private List<ObjectKey> concerned(ObjectKey node, boolean troubleChanged, boolean lost) {
        var concerned = new ArrayList<ObjectKey>(List.of(node));
        var there = pods.getOrDefault(node.name(), Map.of());
        if (lost) {
            there.values().stream().filter(PodView::ready).map(PodView::key).forEach(unconfirmed::add);
        }
        if (troubleChanged || lost) {
            concerned.addAll(there.keySet());
        }
        return concerned;
    }

    /** Why pods may have to leave it: it is missing, or has {@code NoExecute} taints. */
    private Optional<Set<Taint>> trouble(String node) {
        return nodes.containsKey(node)
                ? Optional.of(Set.copyOf(taints.getOrDefault(node, Map.of()).keySet()))
                : Optional.empty();
    }

    private boolean reachable(String node) {
        var known = nodes.get(node);
        return known == null || !NodeHealth.ready(known.tree().path("status")).equals("Unknown");
    }

    private Collection<ObjectKey> pod(Change change, Instant now) {
        change.podBefore()
                .ifPresent(pod -> pods.computeIfPresent(pod.node(), (node, there) -> {
                    there.remove(pod.key());
                    return there.isEmpty() ? null : there;
                }));
        if (change.podNow().filter(PodView::ready).isEmpty()) {
            unconfirmed.remove(change.key());
        }
        var pod = change.podNow().filter(PodView::scheduled);
        pod.ifPresent(each ->
                pods.computeIfAbsent(each.node(), node -> new LinkedHashMap<>()).put(each.key(), each));
        return pod.filter(each -> troubled(each.node(), now)).map(PodView::key).stream()
                .toList();
    }

    private boolean troubled(String node, Instant now) {
        if (!nodes.containsKey(node)) {
            missing.putIfAbsent(node, now);
            return true;
        }
        return !taints.getOrDefault(node, Map.of()).isEmpty();
    }

    @Override
    public Decision decide(ObjectKey key, Instant now) {
        if (key.type().equals(PODS)) {
            return pods.values().stream()
                    .flatMap(there -> Optional.ofNullable(there.get(key)).stream())
                    .findFirst()
                    .map(pod -> pod(pod, now))
                    .orElse(Decision.NOTHING);
        }
        var node = nodes.get(key.name());
        return node == null
                ? Decision.NOTHING
                : NodeHealth.of(node, heard.getOrDefault(key.name(), now), settings, now);
    }

    private Decision pod(PodView pod, Instant now) {
        if (!nodes.containsKey(pod.node())) {
            if (pod.meta().deleting() && !pod.meta().finalizers().isEmpty() && pod.terminated()) {
                return Decision.NOTHING; // what can be done was done; somebody else has something to do first
            }
            var since = missing.getOrDefault(pod.node(), now);
            return when(since.plus(settings.quarantine()), now, Eviction.collect(pod, now));
        }
        var mark = unconfirmed.contains(pod.key()) ? Eviction.markNotReady(pod, now) : List.<Action>of();
        var due = pod.active()
                ? Eviction.due(pod, taints.getOrDefault(pod.node(), Map.of()), settings.tolerated())
                : Optional.<Instant>empty();
        var decision =
                due.map(time -> when(time, now, Eviction.evict(pod, now))).orElse(Decision.NOTHING);
        var actions = new ArrayList<>(mark);
        actions.addAll(decision.actions());
        return new Decision(actions, decision.again());
    }

    private static Decision when(Instant due, Instant now, List<Action> actions) {
        var left = Duration.between(now, due);
        return left.isPositive() ? Decision.waiting(left) : Decision.of(actions);
    }
}
