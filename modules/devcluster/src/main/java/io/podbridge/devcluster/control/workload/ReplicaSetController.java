package io.podbridge.devcluster.control.workload;

import static io.podbridge.devcluster.resource.ResourceTypes.PODS;
import static io.podbridge.devcluster.resource.ResourceTypes.REPLICA_SETS;

import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Change;
import io.podbridge.devcluster.control.reconcile.Controller;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Observed;
import io.podbridge.devcluster.control.reconcile.PodView;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.selector.LabelSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * ReplicaSets: as many pods as wanted.
 *
 * <p>Pods are grouped by the uid of their controller. Which pods a ReplicaSet may adopt or must release is looked at
 * when the pod changes, and once when the ReplicaSet comes, and noted as a claim until the pod changes again.
 */
public final class ReplicaSetController implements Controller {

    private record Known(ReplicaSetView set, LabelSelector selector) {}

    private final Map<ObjectKey, Known> sets = new HashMap<>();
    private final Map<String, Set<ObjectKey>> setsByNamespace = new HashMap<>();
    private final Map<String, ObjectKey> setsByUid = new HashMap<>();
    private final Map<String, PodGroup> groups = new HashMap<>();
    private final Map<String, Map<ObjectKey, Meta>> orphans = new HashMap<>();
    private final Map<ObjectKey, Map<ObjectKey, Meta>> claims = new HashMap<>();

    @Override
    public String name() {
        return "replicaset-controller";
    }

    @Override
    public List<ResourceType> watches() {
        return List.of(REPLICA_SETS, PODS);
    }

    @Override
    public Collection<ObjectKey> observe(Change change, Instant now) {
        return change.type().equals(PODS) ? pod(change) : replicaSet(change);
    }

    private Collection<ObjectKey> replicaSet(Change change) {
        var key = change.key();
        change.before().filter(before -> change.gone()).ifPresent(before -> forget(before.meta()));
        change.wholeNow().ifPresent(whole -> {
            boolean comes = change.before().isEmpty() || change.gone();
            var known = new Known(
                    ReplicaSetView.of(whole),
                    LabelSelector.of(whole.tree().path("spec").path("selector")));
            sets.put(key, known);
            setsByUid.put(whole.meta().uid(), key);
            setsByNamespace
                    .computeIfAbsent(key.namespace(), namespace -> new HashSet<>())
                    .add(key);
            if (comes) {
                orphans.getOrDefault(key.namespace(), Map.of()).values().forEach(pod -> claim(known, pod));
            }
        });
        return List.of(key);
    }

    private void forget(Meta set) {
        sets.remove(set.key());
        claims.remove(set.key());
        setsByUid.remove(set.uid());
        setsByNamespace.computeIfPresent(set.key().namespace(), (namespace, keys) -> {
            keys.remove(set.key());
            return keys.isEmpty() ? null : keys;
        });
    }

    private boolean claim(Known known, Meta pod) {
        if (Claim.of(known.set().meta(), known.selector(), pod).isEmpty()) {
            return false;
        }
        claims.computeIfAbsent(known.set().meta().key(), key -> new HashMap<>()).put(pod.key(), pod);
        return true;
    }

    private Collection<ObjectKey> pod(Change change) {
        var concerned = new LinkedHashSet<ObjectKey>();
        change.before().map(Observed::meta).ifPresent(before -> take(before, concerned));
        change.podNow().ifPresent(now -> add(now, concerned));
        return concerned;
    }

    private void take(Meta pod, Set<ObjectKey> concerned) {
        claims.values().forEach(pods -> pods.remove(pod.key()));
        claims.values().removeIf(Map::isEmpty);
        var owner = pod.controller();
        if (owner.isEmpty()) {
            orphans.computeIfPresent(pod.key().namespace(), (namespace, pods) -> {
                pods.remove(pod.key());
                return pods.isEmpty() ? null : pods;
            });
            return;
        }
        groups.computeIfPresent(owner.get().uid(), (uid, group) -> {
            group.remove(pod.key());
            return group.isEmpty() ? null : group;
        });
        Optional.ofNullable(setsByUid.get(owner.get().uid())).ifPresent(concerned::add);
    }

    private void add(PodView pod, Set<ObjectKey> concerned) {
        var meta = pod.meta();
        var owner = meta.controller();
        if (owner.isEmpty()) {
            orphans.computeIfAbsent(meta.key().namespace(), namespace -> new HashMap<>())
                    .put(meta.key(), meta);
            setsByNamespace.getOrDefault(meta.key().namespace(), Set.of()).stream()
                    .filter(set -> sets.containsKey(set) && claim(sets.get(set), meta))
                    .forEach(concerned::add);
            return;
        }
        if (!owner.get().kind().equals("ReplicaSet")) {
            return;
        }
        groups.computeIfAbsent(owner.get().uid(), uid -> new PodGroup()).put(pod);
        Optional.ofNullable(setsByUid.get(owner.get().uid())).ifPresent(set -> {
            concerned.add(set);
            Optional.ofNullable(sets.get(set)).ifPresent(known -> claim(known, meta));
        });
    }

    @Override
    public Decision decide(ObjectKey key, Instant now) {
        var known = sets.get(key);
        if (known == null) {
            return Decision.NOTHING;
        }
        var set = known.set();
        var actions = new ArrayList<Action>();
        claims.getOrDefault(key, Map.of())
                .values()
                .forEach(pod -> Claim.of(set.meta(), known.selector(), pod).ifPresent(actions::add));
        return !actions.isEmpty()
                ? Decision.of(actions).again(Duration.ZERO)
                : ReplicaSetDecision.of(set, groups.getOrDefault(set.uid(), new PodGroup()), now);
    }
}
