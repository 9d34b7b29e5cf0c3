package io.podbridge.app.demo;

import io.podbridge.app.StartupFailure;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits by asking again and again. */
final class Waiting {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Waiting() {}

    /**
     * Until it is so.
     *
     * @throws StartupFailure {@code late} after {@code atMost}, or what the condition throws
     */
    static void until(BooleanSupplier condition, Duration atMost, Supplier<StartupFailure> late) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw late.get();
            }
            pause();
        }
    }

    /** A moment. */
    static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
