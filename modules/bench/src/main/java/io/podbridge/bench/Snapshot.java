package io.podbridge.bench;

import java.time.Instant;
import java.util.Map;

/**
 * All counters at one moment.
 *
 * @param time by the clock of recordings
 */
record Snapshot(Instant time, ApiServerMetrics requests, Processors processors, ThreadTimes threads) {

    /**
     * Reads them.
     *
     * @param processes by name; those of podbridge begin with {@link Replicas#NAME}
     */
    static Snapshot take(Load load, Map<String, Long> processes) {
        return new Snapshot(
                Instant.now(),
                ApiServerMetrics.read(load.read("/metrics")),
                Processors.now(processes),
                ThreadTimes.of(processes.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(Replicas.NAME))
                        .map(Map.Entry::getValue)
                        .toList()));
    }
}
