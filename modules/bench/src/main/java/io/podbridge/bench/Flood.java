package io.podbridge.bench;

import io.podbridge.bench.ApiClient.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** A closed loop: so many requests under way at any time, until all are answered. */
final class Flood {

    /** The longest latency the histogram tells apart; longer ones count as this. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    private final int depth;
    private final int count;
    private final IntFunction<CompletableFuture<Reply>> request;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<@Nullable Reply> firstFailure = new AtomicReference<>();
    private final Histogram latency = newHistogram();
    private final CountDownLatch open;

    private Flood(int depth, int count, IntFunction<CompletableFuture<Reply>> request) {
        this.depth = depth;
        this.count = count;
        this.request = request;
        this.open = new CountDownLatch(count);
    }

    /** Microseconds, in three digits. */
    static Histogram newHistogram() {
        return new ConcurrentHistogram(1, LONGEST.toNanos() / 1000, 3);
    }

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos / 1000, 1, histogram.getHighestTrackableValue()));
    }

    /**
     * Sends {@code count} requests, {@code depth} at a time, and waits for the last answer.
     *
     * @param request starts the request of this index
     * @throws IllegalStateException when one failed: a rate with failures in it means nothing
     */
    static Throughput run(int depth, int count, IntFunction<CompletableFuture<Reply>> request) {
        return new Flood(depth, count, request).run();
    }

    private Throughput run() {
        long start = System.nanoTime();
        for (int i = 0; i < Math.min(depth, count); i++) {
            sendNext();
        }
        Waiting.forLatch(open, LONGEST, () -> open.getCount() + " of " + count + " requests are not answered");
        var elapsed = Duration.ofNanos(System.nanoTime() - start);
        if (failures.get() > 0) {
            throw new IllegalStateException(
                    failures.get() + " of " + count + " requests failed, the first with: " + firstFailure.get());
        }
        return new Throughput(count, elapsed, latency);
    }

    private void sendNext() {
        int index = next.getAndIncrement();
        if (index >= count) {
            return;
        }
        long start = System.nanoTime();
        var unused = request.apply(index).thenAccept(reply -> {
            record(latency, System.nanoTime() - start);
            check(reply);
            sendNext();
            open.countDown();
        });
    }

    private void check(Reply reply) {
        if (!reply.ok()) {
            failures.incrementAndGet();
            firstFailure.compareAndSet(null, reply);
        }
    }
}
