package io.podbridge.devcluster.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last two readings of one node: what is used is told by two, so nothing is told after the first. Which sample goes
 * with which is as in metrics-server ({@code pkg/storage}). Immutable.
 *
 * @param before for each sample of {@code last} the one to count from, if there is one
 */
record History(Reading last, Reading before) {
    static final History EMPTY = new History(Reading.NOTHING, Reading.NOTHING);

    /** A life younger than this says too little of what it will use (metrics-server's own number). */
    private static final Duration YOUNG = Duration.ofSeconds(10);

    /**
     * With one more reading.
     *
     * @param interval between scrapes: a life shorter than that is counted from its start, since an earlier sample of
     *     it cannot be expected
     */
    History next(Reading reading, Duration interval) {
        var node = reading.node().flatMap(now -> before(now, last.node(), before.node(), interval));
        var pods = new HashMap<PodName, Map<String, Sample>>();
        reading.pods().forEach((pod, containers) -> {
            var found = before(pod, containers, interval);
            if (!found.isEmpty()) {
                pods.put(pod, found);
            }
        });
        return new History(reading, new Reading(node, Map.copyOf(pods)));
    }

    private Map<String, Sample> before(PodName pod, Map<String, Sample> containers, Duration interval) {
        var found = new HashMap<String, Sample>();
        containers.forEach((name, now) -> before(now, last.container(pod, name), before.container(pod, name), interval)
                .ifPresent(sample -> found.put(name, sample)));
        return Map.copyOf(found);
    }

    private static Optional<Sample> before(
            Sample now, Optional<Sample> last, Optional<Sample> before, Duration interval) {
        var age = Duration.between(now.start(), now.time());
        if (age.compareTo(YOUNG) >= 0 && age.compareTo(interval) < 0) {
            return Optional.of(now.atStart());
        }
        // A start after the last sample is a restart: that sample was of another life.
        return last.filter(sample -> now.start().isBefore(sample.time()))
                .flatMap(sample -> now.time().isAfter(sample.time())
                        ? Optional.of(sample)
                        : before.filter(older -> older.time().isBefore(now.time())));
    }

    /** Whether it says what anything uses. */
    boolean tells() {
        return before.node().isPresent() || !before.pods().isEmpty();
    }

    Optional<Usage> node() {
        return before.node().flatMap(older -> last.node().flatMap(now -> Usage.between(older, now)));
    }

    /**
     * Empty until there are two samples of each container. A container whose counter went down is left out, until the
     * next one.
     */
    Optional<PodUsage> pod(PodName name) {
        var now = last.pods().getOrDefault(name, Map.of());
        var older = before.pods().getOrDefault(name, Map.of());
        if (!older.keySet().equals(now.keySet())) {
            return Optional.empty();
        }
        var usage = new HashMap<String, Usage>();
        now.forEach((container, sample) -> Optional.ofNullable(older.get(container))
                .flatMap(earlier -> Usage.between(earlier, sample))
                .ifPresent(each -> usage.put(container, each)));
        return PodUsage.of(usage);
    }
}
