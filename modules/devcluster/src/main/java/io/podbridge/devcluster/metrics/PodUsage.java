package io.podbridge.devcluster.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a pod uses.
 *
 * @param timestamp of the container that was measured first, and {@code window} is the one of that container
 * @param containers by name
 */
record PodUsage(Instant timestamp, Duration window, SortedMap<String, Usage> containers) {

    /** Empty without containers: then there is no time that could be told. */
    static Optional<PodUsage> of(Map<String, Usage> containers) {
        return containers.values().stream()
                .min(Comparator.comparing(Usage::timestamp))
                .map(first -> new PodUsage(first.timestamp(), first.window(), new TreeMap<>(containers)));
    }
}
