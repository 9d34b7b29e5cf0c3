package io.podbridge.core.status;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Ever longer pauses, up to a bound; half of each is drawn by lot, so that many replicas do not come back at once. Not
 * thread-safe.
 */
public final class BackOff {
    private final Duration min;
    private final Duration max;
    private final DoubleSupplier chance;
    private Duration next;

    /** The first pause is at most {@code min}, each further one twice as long, none longer than {@code max}. */
    public BackOff(Duration min, Duration max) {
        this(min, max, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** {@code chance} draws numbers from 0 to 1. */
    public BackOff(Duration min, Duration max, DoubleSupplier chance) {
        this.min = min;
        this.max = max;
        this.chance = chance;
        this.next = min;
    }

    /** The pause to make now. */
    public Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(max) < 0 ? doubled : max;
        return Duration.ofNanos((long) (pause.toNanos() * (1 + chance.getAsDouble()) / 2));
    }

    /** It worked: start small again. */
    public void reset() {
        next = min;
    }
}
