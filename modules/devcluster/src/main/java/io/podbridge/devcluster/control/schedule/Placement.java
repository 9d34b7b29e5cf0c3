package io.podbridge.devcluster.control.schedule;

import io.podbridge.devcluster.control.reconcile.PodView;
import io.podbridge.devcluster.control.schedule.Predicates.Obstacle;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where a pod goes. */
sealed interface Placement {

    record On(String node) implements Placement {}

    /** Nowhere; the message is kube-scheduler's. */
    record Nowhere(String message) implements Placement {}

    static Placement of(PodView pod, Collection<Load> nodes) {
        if (nodes.isEmpty()) {
            return new Nowhere("no nodes available to schedule pods");
        }
        return best(pod, nodes).<Placement>map(On::new).orElseGet(() -> new Nowhere(why(pod, nodes)));
    }

    /** The one most free afterwards; of several such the first by name, so that the choice can be foretold. */
    private static Optional<String> best(PodView pod, Collection<Load> nodes) {
        Comparator<Load> order = Comparator.comparingLong(load -> -Predicates.disliked(pod, load.node()));
        return nodes.stream()
                .filter(load -> Predicates.obstacles(pod, load).isEmpty())
                .max(order.thenComparingDouble(load -> load.freeShare(pod.requests()))
                        .thenComparing(load -> load.node().name(), Comparator.reverseOrder()))
                .map(load -> load.node().name());
    }

    private static String why(PodView pod, Collection<Load> nodes) {
        var reasons = new TreeMap<String, Integer>();
        int lasting = 0;
        for (var load : nodes) {
            var obstacles = Predicates.obstacles(pod, load);
            obstacles.forEach(obstacle -> reasons.merge(obstacle.reason(), 1, Integer::sum));
            lasting += obstacles.stream().anyMatch(Obstacle::lasting) ? 1 : 0;
        }
        var preemption = new TreeMap<String, Integer>();
        preemption.put("No preemption victims found for incoming pod", nodes.size() - lasting);
        preemption.put("Preemption is not helpful for scheduling", lasting);
        return counted(nodes.size(), reasons) + " preemption: " + counted(nodes.size(), preemption);
    }

    private static String counted(int nodes, Map<String, Integer> reasons) {
        return reasons.entrySet().stream()
                .filter(reason -> reason.getValue() > 0)
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .sorted()
                .collect(Collectors.joining(", ", "0/" + nodes + " nodes are available: ", "."));
    }
}
