package io.podbridge.core.telemetry;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the figures, for whoever asks: the sums of counters and timings, and the last value of gauges. */
public final class InMemoryTelemetry implements Telemetry {
    private final Map<Key, Long> counters = new ConcurrentHashMap<>();
    private final Map<Key, Double> gauges = new ConcurrentHashMap<>();
    private final Map<Key, Took> timings = new ConcurrentHashMap<>();

    private record Key(Enum<?> metric, String label) {}

    /**
     * How long something took in all.
     *
     * @param times how often it was measured
     * @param total the sum
     */
    public record Took(long times, Duration total) {
        private Took and(Took other) {
            return new Took(times + other.times, total.plus(other.total));
        }
    }

    @Override
    public void add(Counter counter, String label, long times) {
        counters.merge(new Key(counter, label), times, Long::sum);
    }

    @Override
    public void set(Gauge gauge, String label, double value) {
        gauges.put(new Key(gauge, label), value);
    }

    @Override
    public void took(Timing timing, String label, Duration duration) {
        timings.merge(new Key(timing, label), new Took(1, duration), Took::and);
    }

    /** The sum so far; 0 if nothing was counted. */
    public long count(Counter counter, String label) {
        return counters.getOrDefault(new Key(counter, label), 0L);
    }

    /** The last value; 0 if there was none. */
    public double value(Gauge gauge, String label) {
        return gauges.getOrDefault(new Key(gauge, label), 0.0);
    }

    /** The sums so far. */
    public Took took(Timing timing, String label) {
        return timings.getOrDefault(new Key(timing, label), new Took(0, Duration.ZERO));
    }
}
