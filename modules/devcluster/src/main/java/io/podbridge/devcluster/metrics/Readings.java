package io.podbridge.devcluster.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of the use of each node that answers; of one that does not, nothing, so no number is older than the
 * last scrape. As many entries as there are nodes and running containers. Thread-safe.
 */
public final class Readings {
    private final Map<String, History> nodes = new ConcurrentHashMap<>();

    /** Takes one more reading of the node, and says what is known of it now. */
    History add(String node, Reading reading, Duration interval) {
        return nodes.merge(
                node, History.EMPTY.next(reading, interval), (known, first) -> known.next(reading, interval));
    }

    void forget(String node) {
        nodes.remove(node);
    }

    void forgetAll() {
        nodes.clear();
    }

    Optional<Usage> node(String name) {
        return Optional.ofNullable(nodes.get(name)).flatMap(History::node);
    }

    /** @param node that the pod is on: what another one may still say of a pod of this name is of an older one */
    Optional<PodUsage> pod(String node, PodName pod) {
        return Optional.ofNullable(nodes.get(node)).flatMap(history -> history.pod(pod));
    }
}
