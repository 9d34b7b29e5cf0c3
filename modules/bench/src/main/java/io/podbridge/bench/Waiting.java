package io.podbridge.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits that end, one way or the other. */
final class Waiting {

    private static final Duration POLL = Duration.ofMillis(100);

    private Waiting() {}

    /** Throws {@link IllegalStateException} with {@code problem} when it takes longer. */
    static void forLatch(CountDownLatch latch, Duration longest, Supplier<String> problem) {
        try {
            if (!latch.await(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("after " + longest.toSeconds() + " s, " + problem.get());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Asks ten times a second; throws {@link IllegalStateException} with {@code problem} when it takes longer. */
    static void until(BooleanSupplier condition, Duration longest, Supplier<String> problem) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("after " + longest.toSeconds() + " s, " + problem.get());
            }
            pause(POLL);
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
