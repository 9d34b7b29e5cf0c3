package io.podbridge.core.status;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** Ever longer pauses, up to a bound, and never quite the same ones on all replicas. Not thread-safe. */
public final class BackOff {
    /** How much of a pause chance may take away: what failed on all replicas at once does not come back at once. */
    private static final double SPREAD = 0.2;

    private final Duration min;
    private final Duration max;
    private final DoubleSupplier chance;
    private Duration next;

    /**
     * The first pause is {@code min}, each further one twice as long, none longer than {@code max}, and each is up to a
     * fifth shorter than that.
     */
    public BackOff(Duration min, Duration max) {
        this(min, max, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * The same.
     *
     * @param chance numbers from 0 to 1
     */
    BackOff(Duration min, Duration max, DoubleSupplier chance) {
        this.min = min;
        this.max = max;
        this.next = min;
        this.chance = chance;
    }

    /** The pause to make now. */
    public Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(max) < 0 ? doubled : max;
        return Duration.ofNanos((long) (pause.toNanos() * (1 - SPREAD * chance.getAsDouble())));
    }

    /** It worked: start small again. */
    public void reset() {
        next = min;
    }
}
