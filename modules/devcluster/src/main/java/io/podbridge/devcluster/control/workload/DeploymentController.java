package io.podbridge.devcluster.control.workload;

import static io.podbridge.devcluster.resource.ResourceTypes.DEPLOYMENTS;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;
import static io.podbridge.devcluster.resource.ResourceTypes.REPLICA_SETS;

import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Change;
import io.podbridge.devcluster.control.reconcile.Controller;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.PodView;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.selector.LabelSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Deployments: rolling updates, recreation, scaling, pausing, and the history that {@code kubectl rollout undo} goes
 * back in. Of pods it counts only how many each ReplicaSet has that have not terminated.
 */
public final class DeploymentController implements Controller {
    private final Map<String, Map<ObjectKey, DeploymentView>> deployments = new HashMap<>();
    private final Map<String, Map<ObjectKey, ReplicaSetView>> sets = new HashMap<>();
    private final Map<String, ObjectKey> setsByUid = new HashMap<>();
    private final Map<String, Integer> podsBySet = new HashMap<>();

    @Override
    public String name() {
        return "deployment-controller";
    }

    @Override
    public List<ResourceType> watches() {
        return List.of(DEPLOYMENTS, REPLICA_SETS, PODS);
    }

    @Override
    public Collection<ObjectKey> observe(Change change, Instant now) {
        if (change.type().equals(PODS)) {
            return pod(change);
        }
        return change.type().equals(REPLICA_SETS) ? replicaSet(change) : deployment(change);
    }

    private Collection<ObjectKey> deployment(Change change) {
        put(deployments, change.key(), change.wholeNow().map(DeploymentView::of));
        return List.of(change.key());
    }

    private static <T> void put(Map<String, Map<ObjectKey, T>> index, ObjectKey key, Optional<T> value) {
        index.compute(key.namespace(), (namespace, old) -> {
            var objects = old == null ? new TreeMap<ObjectKey, T>(Comparator.comparing(ObjectKey::name)) : old;
            value.ifPresentOrElse(present -> objects.put(key, present), () -> objects.remove(key));
            return objects.isEmpty() ? null : objects;
        });
    }

    private Collection<ObjectKey> replicaSet(Change change) {
        var set = change.wholeNow().map(ReplicaSetView::of);
        put(sets, change.key(), set);
        change.before().ifPresent(before -> setsByUid.remove(before.meta().uid()));
        set.ifPresent(now -> setsByUid.put(now.uid(), change.key()));
        return Stream.concat(change.before().stream(), change.now().stream())
                .flatMap(object -> concerned(object.meta()))
                .distinct()
                .toList();
    }

    /** The Deployment that has it, or those that may adopt it. */
    private Stream<ObjectKey> concerned(Meta set) {
        var inNamespace =
                deployments.getOrDefault(set.key().namespace(), Map.of()).values();
        return set.controller()
                .map(owner ->
                        inNamespace.stream().filter(each -> each.meta().uid().equals(owner.uid())))
                .orElseGet(() -> inNamespace.stream()
                        .filter(each -> LabelSelector.of(each.selector()).matches(set.labels())))
                .map(deployment -> deployment.meta().key());
    }

    private Collection<ObjectKey> pod(Change change) {
        var before = change.podBefore().flatMap(DeploymentController::runsFor);
        var now = change.podNow().flatMap(DeploymentController::runsFor);
        if (before.equals(now)) {
            return List.of();
        }
        now.ifPresent(uid -> podsBySet.merge(uid, 1, Integer::sum));
        before.ifPresent(uid -> podsBySet.computeIfPresent(uid, (same, count) -> count > 1 ? count - 1 : null));
        return before.filter(uid -> !podsBySet.containsKey(uid)).map(setsByUid::get).stream()
                .flatMap(key -> Stream.ofNullable(
                        sets.getOrDefault(key.namespace(), Map.of()).get(key)))
                .flatMap(set -> concerned(set.meta()))
                .toList();
    }

    private static Optional<String> runsFor(PodView pod) {
        return pod.terminated() ? Optional.empty() : pod.meta().controller().map(owner -> owner.uid());
    }

    @Override
    public Decision decide(ObjectKey key, Instant now) {
        var deployment = deployments.getOrDefault(key.namespace(), Map.of()).get(key);
        if (deployment == null) {
            return Decision.NOTHING;
        }
        var inNamespace = sets.getOrDefault(key.namespace(), Map.of()).values();
        var claims = claims(deployment, inNamespace);
        if (!claims.isEmpty()) {
            return Decision.of(claims).again(Duration.ZERO);
        }
        var owned = inNamespace.stream()
                .filter(set -> set.meta().controlledBy(deployment.meta().uid()))
                .toList();
        var taken = inNamespace.stream().map(ReplicaSetView::name).toList();
        return DeploymentDecision.of(deployment, owned, taken, oldPods(deployment, owned), now);
    }

    private static List<Action> claims(DeploymentView deployment, Collection<ReplicaSetView> sets) {
        var selector = LabelSelector.of(deployment.selector());
        var claims = new ArrayList<Action>();
        sets.forEach(set -> Claim.of(deployment.meta(), selector, set.meta()).ifPresent(claims::add));
        return claims;
    }

    private boolean oldPods(DeploymentView deployment, List<ReplicaSetView> owned) {
        return Revisions.of(deployment, owned).old().stream().anyMatch(set -> podsBySet.containsKey(set.uid()));
    }
}
