package io.podbridge.devcluster.control.workload;

import io.podbridge.devcluster.control.reconcile.PodView;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which pods go first when there are too many: {@code ActivePodsWithRanks} of k8s.io/kubernetes/pkg/controller. */
final class Dispensable {
    private Dispensable() {}

    /**
     * Those without a node, then those pending, not ready, cheap to delete, on a node with many of their siblings,
     * ready for a short time, often restarted, young.
     */
    static List<PodView> first(Collection<PodView> pods, int count) {
        var siblings = new HashMap<String, Integer>();
        pods.forEach(pod -> siblings.merge(pod.node(), 1, Integer::sum));
        return pods.stream().sorted(order(siblings)).limit(count).toList();
    }

    private static Comparator<PodView> order(Map<String, Integer> siblings) {
        return Comparator.comparing(PodView::scheduled)
                .thenComparing(pod -> phase(pod.phase()))
                .thenComparing(PodView::ready)
                .thenComparing(PodView::deletionCost)
                .thenComparing(pod -> -siblings.getOrDefault(pod.node(), 0))
                .thenComparing(pod -> pod.readySince().orElse(Instant.MAX), Comparator.reverseOrder())
                .thenComparing(pod -> -pod.restarts())
                .thenComparing(pod -> pod.meta().created(), Comparator.reverseOrder())
                .thenComparing(pod -> pod.key().name());
    }

    private static int phase(String phase) {
        return switch (phase) {
            case "Running" -> 2;
            case "Unknown" -> 1;
            default -> 0;
        };
    }
}
