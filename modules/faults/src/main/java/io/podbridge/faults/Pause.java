package io.podbridge.faults;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits that end, one way or the other. */
final class Pause {
    private static final Duration LOOK = Duration.ofMillis(200);

    private Pause() {}

    /** Waits for so long. */
    static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Waits until this is so; false if it is not by then. */
    static boolean until(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            of(LOOK);
        }
        return true;
    }
}
