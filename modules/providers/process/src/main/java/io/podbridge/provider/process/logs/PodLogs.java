package io.podbridge.provider.process.logs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The logs of a pod's containers: of the present start of each and the one before, as the kubelet keeps them for
 * {@code kubectl logs --previous}. Thread-safe.
 */
public final class PodLogs {
    private static final int KEPT = 2;

    private final Map<String, Deque<ContainerLog>> logs = new HashMap<>();

    /** Adds the log of a container's next start; the one that is outdated by it, which is to be deleted. */
    public synchronized Optional<ContainerLog> add(String container, ContainerLog log) {
        Deque<ContainerLog> kept = logs.computeIfAbsent(container, unused -> new ArrayDeque<>());
        kept.addFirst(log);
        return kept.size() > KEPT ? Optional.of(kept.removeLast()) : Optional.empty();
    }

    /** The log of a start; 0 for the last one, 1 for the one before it. */
    public synchronized Optional<ContainerLog> back(String container, int starts) {
        Iterator<ContainerLog> kept =
                logs.getOrDefault(container, new ArrayDeque<>()).iterator();
        Optional<ContainerLog> found = Optional.empty();
        for (int each = 0; each <= starts; each++) {
            found = kept.hasNext() ? Optional.of(kept.next()) : Optional.empty();
        }
        return found;
    }
}
