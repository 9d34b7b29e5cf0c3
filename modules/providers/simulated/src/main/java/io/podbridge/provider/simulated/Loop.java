package io.podbridge.provider.simulated;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that touches the cloud: takes calls in batches, so that the ledger is locked once for many, and does
 * what is due. {@link #submit} and {@link #close} are for any thread, {@link #at} is for this one.
 */
final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** As many calls are done under one lock; the other replicas wait meanwhile, some milliseconds. */
    private static final int BATCH = 256;

    private final Cloud cloud;
    private final BooleanSupplier healthy;
    private final long lookMillis;
    private final LinkedBlockingQueue<Task> waiting;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private final Thread thread;
    private long dues;
    private boolean wasHealthy = true;
    private volatile boolean closed;

    /** Something to do; it may fail on the ledger. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * A call.
     *
     * @param writes whether the ledger must be locked for it
     */
    record Task(boolean writes, Work work, Answer<?> answer) {}

    private record Due(long at, long order, Runnable action) {}

    Loop(String name, Cloud cloud, Duration look, int bound, BooleanSupplier healthy) {
        this.cloud = cloud;
        this.healthy = healthy;
        this.lookMillis = look.toMillis();
        this.waiting = new LinkedBlockingQueue<>(bound);
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Takes a call on; if there are too many, or the loop is closed, it is answered at once. */
    void submit(Task task) {
        if (closed) {
            closed(task);
        } else if (!waiting.offer(task)) {
            task.answer().rejected("Overloaded", "too many calls wait for the simulated cloud (waiting-calls)");
        } else if (closed) {
            // Closed meanwhile, perhaps after the last look at the queue.
            closed(task);
        }
    }

    /** Does this at that time, epoch milliseconds, with the ledger unlocked. */
    void at(long time, Runnable action) {
        due.add(new Due(time, dues++, action));
    }

    private static void closed(Task task) {
        task.answer().unavailable("Closed", "the simulated provider of this replica is closed");
    }

    private void run() {
        List<Task> batch = new ArrayList<>(BATCH);
        while (!closed) {
            Task first = next();
            if (first != null) {
                batch.add(first);
                waiting.drainTo(batch, BATCH - 1);
            }
            turn(batch);
            batch.clear();
        }
        waiting.forEach(Loop::closed);
        try {
            cloud.close();
        } catch (IOException e) {
            LOG.warn("The ledger could not be closed: {}", e.getMessage());
        }
    }

    private @Nullable Task next() {
        Due soonest = due.peek();
        long wait = soonest == null || !wasHealthy
                ? lookMillis
                : Math.min(lookMillis, Math.max(0, soonest.at() - cloud.now()));
        try {
            return waiting.poll(wait, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
            return null;
        }
    }

    /** A dead control API answers nothing and reports nothing; what runs goes on. */
    private void turn(List<Task> batch) {
        wasHealthy = healthy.getAsBoolean();
        if (!wasHealthy) {
            batch.forEach(task -> task.answer().unavailable("Unhealthy", "the simulated control API is down"));
            return;
        }
        try {
            cloud.look();
            work(batch);
        } catch (IOException e) {
            LOG.warn("The ledger cannot be used: {}", e.getMessage());
            batch.forEach(task -> task.answer().unavailable("LedgerUnavailable", String.valueOf(e.getMessage())));
        }
        long now = cloud.now();
        for (Due next = due.peek(); next != null && next.at() <= now && !closed; next = due.peek()) {
            due.remove();
            safely(next.action());
        }
    }

    private void work(List<Task> batch) throws IOException {
        boolean locked = false;
        try {
            for (Task task : batch) {
                if (task.writes() && !locked) {
                    cloud.lock();
                    locked = true;
                }
                task.work().run();
            }
        } finally {
            if (locked) {
                cloud.unlock();
            }
        }
    }

    /** A listener that throws must not end the thread for all others. */
    private static void safely(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("What was due failed", e);
        }
    }

    /** Ends the thread and waits for its end. */
    @Override
    public void close() {
        closed = true;
        var wake = new Answer<Boolean>();
        if (!waiting.offer(new Task(false, () -> wake.success(true), wake))) {
            LOG.debug("The loop is busy, and sees by itself that it is closed");
        }
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
