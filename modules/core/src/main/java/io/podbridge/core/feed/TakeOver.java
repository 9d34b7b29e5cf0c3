package io.podbridge.core.feed;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Measures how long it takes from the start of a feed until every pod of its node has an entity again: what a fail-over
 * costs. Not thread-safe: it belongs to the feed.
 */
final class TakeOver {
    private final LongSupplier nanoTime;
    private final long start;
    private int pods;
    private long listed;
    private boolean over;

    /**
     * A feed starts.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    TakeOver(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** The pods have been listed. */
    void listed(int count) {
        if (!over) {
            pods = count;
            listed = nanoTime.getAsLong();
        }
    }

    /** Every pod of the list has an entity that knows it: for a person, how long that took; the first time only. */
    Optional<String> settled() {
        if (over) {
            return Optional.empty();
        }
        over = true;
        return Optional.of("all %d pods have entities: listed after %d ms, known to them %d ms later"
                .formatted(pods, millis(listed - start), millis(nanoTime.getAsLong() - listed)));
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
