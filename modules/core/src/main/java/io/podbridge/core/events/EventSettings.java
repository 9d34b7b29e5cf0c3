package io.podbridge.core.events;

import io.podbridge.core.config.SettingsReader;
import java.time.Duration;

/**
 * How many Kubernetes Events a replica writes, block {@code podbridge.events}. Reasons and ranges are in
 * {@code conf/podbridge.conf}.
 *
 * @param normalRate writes of Normal events per second, in the long run
 * @param normalBurst how many of them may be written at once after a quiet time
 * @param warningRate writes of Warning events per second, in the long run
 * @param warningBurst how many of them may be written at once after a quiet time
 * @param queue how many events may wait for the API server, those under way included; beyond that the oldest Normal
 *     ones are dropped first
 * @param correlationWindow within which the same event about the same object is counted up instead of written anew
 * @param correlated how many different events are remembered for that
 * @param maxBackoff the longest pause between two attempts while the API server does not answer
 */
public record EventSettings(
        double normalRate,
        int normalBurst,
        double warningRate,
        int warningBurst,
        int queue,
        Duration correlationWindow,
        int correlated,
        Duration maxBackoff) {

    /** Reads the block; errors are in the reader. */
    public static EventSettings read(SettingsReader reader) {
        return new EventSettings(
                reader.number("normal-rate", 0.01, 1000),
                reader.integer("normal-burst", 1, 10_000),
                reader.number("warning-rate", 0.01, 1000),
                reader.integer("warning-burst", 1, 10_000),
                reader.integer("queue", 1, 100_000),
                reader.duration("correlation-window", Duration.ofSeconds(1), Duration.ofHours(24)),
                reader.integer("correlated", 1, 1_000_000),
                reader.duration("back-off-max", Duration.ofSeconds(1), Duration.ofMinutes(10)));
    }
}
