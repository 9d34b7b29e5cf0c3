package io.podbridge.core.status;

import java.time.Duration;

/** Ever longer pauses, up to a bound. Not thread-safe. */
public final class BackOff {
    private final Duration min;
    private final Duration max;
    private Duration next;

    /** The first pause is {@code min}, each further one twice as long, none longer than {@code max}. */
    public BackOff(Duration min, Duration max) {
        this.min = min;
        this.max = max;
        this.next = min;
    }

    /** The pause to make now. */
    public Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(max) < 0 ? doubled : max;
        return pause;
    }

    /** It worked: start small again. */
    public void reset() {
        next = min;
    }
}
