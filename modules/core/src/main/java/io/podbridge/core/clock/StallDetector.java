package io.podbridge.core.clock;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Notices that this process did not run for a while: that it, or its machine, was frozen. Whoever looks first after a
 * stall notices it, the beat or somebody who is about to act. Thread-safe.
 *
 * <p>The stall of a machine whose monotonic clock stood still with it is not noticed.
 */
public final class StallDetector {
    /** How often {@link #beat} has to be called. */
    public static final Duration BEAT = Duration.ofMillis(250);

    /**
     * The shortest stall that counts. The others count a replica as unreachable after a silence of 3 s
     * (acceptable-heartbeat-pause), and remove it some ten later; a busy machine keeps a thread waiting for less.
     */
    static final Duration STALL = Duration.ofSeconds(3);

    private final LongSupplier nanoTime;
    private long seen;
    private Optional<Long> wokeAt = Optional.empty();

    /**
     * A detector that has seen no stall yet.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    public StallDetector(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.seen = nanoTime.getAsLong();
    }

    /** The process runs. */
    public void beat() {
        look();
    }

    /** How long ago the last stall ended; empty if there was none. */
    public synchronized Optional<Duration> sinceStall() {
        long now = look();
        return wokeAt.map(woke -> Duration.ofNanos(now - woke));
    }

    private synchronized long look() {
        long now = nanoTime.getAsLong();
        if (now - seen > STALL.toNanos()) {
            wokeAt = Optional.of(now);
        }
        seen = now;
        return now;
    }
}
