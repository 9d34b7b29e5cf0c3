package io.podbridge.app.demo;

import java.util.function.Consumer;

/** Says how many of the pods run, when that has changed; not more often than a spectator can read. For one thread. */
final class PodCount {
    private static final long BETWEEN_NANOS = 1_000_000_000;

    private final int wanted;
    private final Consumer<String> progress;
    private long said = -1;
    private long saidAt;

    PodCount(int wanted, Consumer<String> progress) {
        this.wanted = wanted;
        this.progress = progress;
    }

    /** Whether all of them run. */
    boolean all(long running) {
        boolean all = running >= wanted;
        if (running != said && (all || said < 0 || System.nanoTime() - saidAt > BETWEEN_NANOS)) {
            said = running;
            saidAt = System.nanoTime();
            progress.accept(running + " of " + wanted + " pods run");
        }
        return all;
    }
}
