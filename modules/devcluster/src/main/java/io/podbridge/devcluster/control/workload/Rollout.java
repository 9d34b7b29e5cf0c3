package io.podbridge.devcluster.control.workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many pods each ReplicaSet of a Deployment shall have next: {@code pkg/controller/deployment} of
 * kube-controller-manager. Never more pods than {@code maxSurge} allows, never fewer available ones than
 * {@code maxUnavailable} allows, as far as the sizes can do something about it. Stricter than the original in one
 * thing: while a ReplicaSet has not acted on its last size, the next step waits; what its status counts may be about to
 * be deleted.
 */
final class Rollout {
    private Rollout() {}

    /**
     * @param oldPods whether a pod of an old ReplicaSet is there that has not terminated
     * @return sizes by the uid of the ReplicaSet, of those that change
     */
    static Map<String, Integer> sizes(DeploymentView deployment, Revisions sets, boolean oldPods) {
        if (deployment.paused() || resized(deployment, sets)) {
            return Scaling.sizes(deployment, sets);
        }
        if (!deployment.recreate() && !observed(sets)) {
            return Map.of();
        }
        return deployment.recreate() ? recreate(deployment, sets, oldPods) : roll(deployment, sets);
    }

    static boolean observed(Revisions sets) {
        return sets.all().stream().allMatch(ReplicaSetView::observed);
    }

    /** Whether an active ReplicaSet was last scaled for another size of the Deployment. */
    private static boolean resized(DeploymentView deployment, Revisions sets) {
        return sets.all().stream()
                .filter(set -> set.replicas() > 0 && set.annotations().containsKey(Annotations.DESIRED))
                .anyMatch(set -> set.number(Annotations.DESIRED) != deployment.replicas());
    }

    /** The size with which the ReplicaSet of a new template begins. */
    static int first(DeploymentView deployment, Revisions sets) {
        return deployment.recreate() ? deployment.replicas() : grown(deployment, sets, 0);
    }

    private static Map<String, Integer> recreate(DeploymentView deployment, Revisions sets, boolean oldPods) {
        var sizes = new HashMap<String, Integer>();
        sets.old().stream().filter(set -> set.replicas() > 0).forEach(set -> sizes.put(set.uid(), 0));
        if (sizes.isEmpty() && !oldPods) {
            sets.newest()
                    .filter(set -> set.replicas() != deployment.replicas())
                    .ifPresent(set -> sizes.put(set.uid(), deployment.replicas()));
        }
        return sizes;
    }

    /** One step: up, or down, never both: the next one sees what came of it. */
    private static Map<String, Integer> roll(DeploymentView deployment, Revisions sets) {
        return sets.newest()
                .map(newest -> {
                    int size = newest.replicas() > deployment.replicas()
                            ? deployment.replicas()
                            : grown(deployment, sets, newest.replicas());
                    return size != newest.replicas() ? Map.of(newest.uid(), size) : shrink(deployment, sets, newest);
                })
                .orElse(Map.of());
    }

    private static int grown(DeploymentView deployment, Revisions sets, int size) {
        int room = deployment.maxTotal() - total(sets.all());
        return room <= 0 ? size : size + Math.min(room, deployment.replicas() - size);
    }

    private static Map<String, Integer> shrink(DeploymentView deployment, Revisions sets, ReplicaSetView newest) {
        var sizes = new HashMap<String, Integer>();
        int newestMissing = newest.replicas() - newest.status().available();
        int spare = total(sets.all()) - deployment.minAvailable() - newestMissing;
        if (total(sets.old()) == 0 || spare <= 0) {
            return Map.of();
        }
        dropUnhealthy(sets.old(), spare, sizes);
        dropHealthy(deployment, sets, sizes);
        return sizes;
    }

    /** Old pods that are of no use go first: otherwise a rollout that replaces a broken one would wait for them. */
    private static void dropUnhealthy(List<ReplicaSetView> old, int spare, Map<String, Integer> sizes) {
        int left = spare;
        for (var set : old) {
            int dropped = Math.min(
                    left, set.replicas() - Math.min(set.replicas(), set.status().available()));
            if (dropped > 0) {
                sizes.put(set.uid(), set.replicas() - dropped);
                left -= dropped;
            }
        }
    }

    private static void dropHealthy(DeploymentView deployment, Revisions sets, Map<String, Integer> sizes) {
        int left = available(sets.all()) - deployment.minAvailable();
        for (var set : sets.old()) {
            int size = sizes.getOrDefault(set.uid(), set.replicas());
            int dropped = Math.min(Math.max(0, left), size);
            if (dropped > 0) {
                sizes.put(set.uid(), size - dropped);
                left -= dropped;
            }
        }
    }

    /** Old ReplicaSets beyond {@code revisionHistoryLimit}, when the rollout is complete; the oldest first. */
    static List<ReplicaSetView> outdated(DeploymentView deployment, Revisions sets) {
        var empty = new ArrayList<>(sets.old().stream()
                .filter(set -> set.replicas() == 0 && set.status().replicas() == 0)
                .filter(set -> !set.meta().deleting())
                .sorted(Comparator.comparingLong(ReplicaSetView::revision))
                .toList());
        return empty.subList(0, Math.max(0, empty.size() - deployment.historyLimit()));
    }

    static int total(List<ReplicaSetView> sets) {
        return sets.stream().mapToInt(ReplicaSetView::replicas).sum();
    }

    static int available(List<ReplicaSetView> sets) {
        return sets.stream().mapToInt(set -> set.status().available()).sum();
    }

    /** The one that takes all of a change of size: the only active one, or the newest if none is. */
    static Optional<ReplicaSetView> only(Revisions sets) {
        var active = sets.all().stream().filter(set -> set.replicas() > 0).toList();
        return switch (active.size()) {
            case 0 -> sets.newest().or(() -> sets.old().stream().max(ReplicaSetView.OLDEST_FIRST));
            case 1 -> Optional.of(active.getFirst());
            default -> Optional.empty();
        };
    }
}
