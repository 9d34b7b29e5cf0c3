package io.podbridge.devcluster.control.workload;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a Deployment's change of size means for its ReplicaSets, without a step of a rollout: {@code scale} in
 * {@code pkg/controller/deployment/sync.go}.
 */
final class Scaling {
    private Scaling() {}

    /** By uid; one that keeps its size is named too if it was last scaled for another size of the Deployment. */
    static Map<String, Integer> sizes(DeploymentView deployment, Revisions sets) {
        var only = Rollout.only(sets);
        if (only.isPresent()) {
            return Map.of(only.get().uid(), deployment.replicas());
        }
        if (saturated(deployment, sets)) {
            var sizes = new HashMap<String, Integer>();
            sets.old().stream().filter(set -> set.replicas() > 0).forEach(set -> sizes.put(set.uid(), 0));
            sets.newest().ifPresent(set -> sizes.put(set.uid(), set.replicas()));
            return sizes;
        }
        return deployment.recreate() ? same(sets) : proportional(deployment, active(deployment, sets));
    }

    /** They are on their way to 0; that the size has changed is noted on them, no more. */
    private static Map<String, Integer> same(Revisions sets) {
        return sets.all().stream()
                .filter(set -> set.replicas() > 0)
                .collect(Collectors.toMap(ReplicaSetView::uid, ReplicaSetView::replicas));
    }

    private static boolean saturated(DeploymentView deployment, Revisions sets) {
        return sets.newest()
                .filter(set -> set.replicas() == deployment.replicas()
                        && set.number(Annotations.DESIRED) == deployment.replicas()
                        && set.status().available() == deployment.replicas())
                .isPresent();
    }

    /** The largest first; of equal ones the newest takes what is added, the oldest gives what is taken away. */
    private static List<ReplicaSetView> active(DeploymentView deployment, Revisions sets) {
        var active = sets.all().stream().filter(set -> set.replicas() > 0).toList();
        boolean adding = room(deployment, active) > 0;
        Comparator<ReplicaSetView> bySize = Comparator.comparingInt(set -> -set.replicas());
        return active.stream()
                .sorted(bySize.thenComparing(
                        adding ? ReplicaSetView.OLDEST_FIRST.reversed() : ReplicaSetView.OLDEST_FIRST))
                .toList();
    }

    private static int room(DeploymentView deployment, List<ReplicaSetView> active) {
        return (deployment.replicas() > 0 ? deployment.maxTotal() : 0) - Rollout.total(active);
    }

    private static Map<String, Integer> proportional(DeploymentView deployment, List<ReplicaSetView> active) {
        var sizes = new HashMap<String, Integer>();
        int left = room(deployment, active);
        for (var set : active) {
            int share = left == 0 ? 0 : share(deployment, set, left);
            sizes.put(set.uid(), set.replicas() + share);
            left -= share;
        }
        if (left != 0) {
            int rest = left;
            sizes.computeIfPresent(active.getFirst().uid(), (uid, size) -> Math.max(0, size + rest));
        }
        return sizes;
    }

    private static int share(DeploymentView deployment, ReplicaSetView set, int left) {
        if (deployment.replicas() == 0) {
            return -set.replicas();
        }
        long before = set.number(Annotations.MAX) > 0 ? set.number(Annotations.MAX) : deployment.maxTotal();
        long share = Math.round((double) set.replicas() * deployment.maxTotal() / before) - set.replicas();
        return left > 0 ? Math.clamp(share, 0, left) : Math.clamp(share, left, 0);
    }
}
