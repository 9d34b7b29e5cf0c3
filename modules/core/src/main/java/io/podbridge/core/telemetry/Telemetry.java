package io.podbridge.core.telemetry;

import java.time.Duration;

/**
 * Takes the figures of a replica. Every metric is a constant of {@link Counter}, {@link Gauge} or {@link Timing}, which
 * says what it counts and what its label tells apart; a metric without a label is given "".
 *
 * <p>Thread-safe; called on hot paths, so an implementation must neither block nor fail.
 */
public interface Telemetry {

    /** Something happened {@code times} times more; not negative. */
    void add(Counter counter, String label, long times);

    /** Something has this value from now on. */
    void set(Gauge gauge, String label, double value);

    /** Something took this long. */
    void took(Timing timing, String label, Duration duration);

    /** Something happened once. */
    default void add(Counter counter, String label) {
        add(counter, label, 1);
    }
}
