package io.podbridge.devcluster.control.workload;

import io.podbridge.devcluster.control.reconcile.PodView;
import io.podbridge.devcluster.resource.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The active pods of one owner, counted as they come and go: a change costs the same however many there are. */
final class PodGroup {
    private final Map<ObjectKey, PodView> active = new LinkedHashMap<>();
    private final Map<Map<String, String>, Integer> byLabels = new HashMap<>();
    private int ready;

    /**
     * @param ready how many are ready
     * @param available how many have been so for the required time
     * @param next when the next of the ready ones becomes available
     */
    record Tally(int active, int ready, int fullyLabeled, int available, Optional<Duration> next) {}

    void put(PodView pod) {
        remove(pod.key());
        if (pod.active()) {
            active.put(pod.key(), pod);
            byLabels.merge(pod.meta().labels(), 1, Integer::sum);
            ready += pod.ready() ? 1 : 0;
        }
    }

    void remove(ObjectKey key) {
        var old = active.remove(key);
        if (old != null) {
            byLabels.computeIfPresent(old.meta().labels(), (labels, count) -> count > 1 ? count - 1 : null);
            ready -= old.ready() ? 1 : 0;
        }
    }

    boolean isEmpty() {
        return active.isEmpty();
    }

    Collection<PodView> active() {
        return Collections.unmodifiableCollection(active.values());
    }

    /** Looks at every pod only if {@code minReadySeconds} is not 0: time alone makes pods available then. */
    Tally tally(Map<String, String> labels, int minReadySeconds, Instant now) {
        int labeled = byLabels.entrySet().stream()
                .filter(each -> each.getKey().entrySet().containsAll(labels.entrySet()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        if (minReadySeconds == 0) {
            return new Tally(active.size(), ready, labeled, ready, Optional.empty());
        }
        int available = 0;
        Optional<Duration> next = Optional.empty();
        for (var pod : active.values()) {
            var left = pod.readySince().map(since -> Duration.between(now, since.plusSeconds(minReadySeconds)));
            boolean is = left.filter(rest -> !rest.isPositive()).isPresent();
            available += is ? 1 : 0;
            next = is || left.isEmpty()
                    ? next
                    : Optional.of(next.filter(least -> least.compareTo(left.get()) < 0)
                            .orElse(left.get()));
        }
        return new Tally(active.size(), ready, labeled, available, next);
    }
}
