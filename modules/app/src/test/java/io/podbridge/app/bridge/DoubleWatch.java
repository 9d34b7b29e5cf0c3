package io.podbridge.app.bridge;

import io.podbridge.app.bridge.Containers.Session;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks ten times a second, in the background, whether any pod runs twice. */
final class DoubleWatch implements AutoCloseable {
    private final Containers containers;
    private final List<String> doubles = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    DoubleWatch(Containers containers) {
        this.containers = containers;
        var unused = clock.scheduleWithFixedDelay(this::look, 0, 100, TimeUnit.MILLISECONDS);
    }

    /** A look takes a while: two that were seen in it count if both are still there afterwards. */
    private void look() {
        try {
            containers.running().values().stream()
                    .filter(sessions -> sessions.size() > 1)
                    .filter(sessions -> sessions.stream().allMatch(containers::alive))
                    .forEach(this::found);
        } catch (RuntimeException unreadable) {
            doubles.add(unreadable.toString());
        }
        looks.incrementAndGet();
    }

    private void found(Set<Session> sessions) {
        doubles.add(Instant.now() + " " + sessions);
    }

    /** Every time that a pod was seen to run twice. */
    Collection<String> doubles() {
        return List.copyOf(doubles);
    }

    int looks() {
        return looks.get();
    }

    @Override
    public void close() {
        clock.close();
    }
}
