package io.podbridge.bench;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/** Pods that are created together: when the watch showed that each was there, ran and was gone. */
final class Batch {

    /** How long a batch may take to get somewhere before the run counts as failed. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final String prefix;
    private final int count;
    private final AtomicLongArray added;
    private final AtomicLongArray running;
    private final AtomicLongArray gone;
    private final CountDownLatch notRunning;
    private final CountDownLatch notGone;
    private final AtomicInteger backwards = new AtomicInteger();
    private final Queue<String> uids = new ConcurrentLinkedQueue<>();

    Batch(String prefix, int count) {
        this.prefix = prefix;
        this.count = count;
        this.added = new AtomicLongArray(count);
        this.running = new AtomicLongArray(count);
        this.gone = new AtomicLongArray(count);
        this.notRunning = new CountDownLatch(count);
        this.notGone = new CountDownLatch(count);
    }

    int count() {
        return count;
    }

    String prefix() {
        return prefix;
    }

    String name(int index) {
        return prefix + "-" + index;
    }

    /** Called by one thread. */
    void happened(PodWatch.Kind kind, int index, PodRef pod, String phase, long nanos) {
        switch (kind) {
            case ADDED -> {
                if (added.compareAndSet(index, 0, nanos)) {
                    uids.add(pod.uid());
                }
            }
            case MODIFIED -> {}
            case DELETED -> {
                if (gone.compareAndSet(index, 0, nanos)) {
                    notGone.countDown();
                }
            }
        }
        if (phase.equals("Running") && running.compareAndSet(index, 0, nanos)) {
            notRunning.countDown();
        } else if (phase.equals("Pending") && running.get(index) != 0) {
            backwards.incrementAndGet();
        }
    }

    /** Whether the pod of that index has been seen to run. */
    boolean runs(int index) {
        return running.get(index) != 0;
    }

    /** Of those that were seen. */
    List<String> uids() {
        return List.copyOf(uids);
    }

    void awaitRunning() {
        Waiting.forLatch(notRunning, LONGEST, () -> notRunning.getCount() + " pods of " + prefix + " do not run");
    }

    void awaitGone() {
        Waiting.forLatch(notGone, LONGEST, () -> notGone.getCount() + " pods of " + prefix + " are still there");
    }

    /** How often a pod that ran was shown as Pending again: must be 0. */
    int backwards() {
        return backwards.get();
    }

    /** When the first one ran. */
    long firstRunning() {
        return times(running).min().orElseThrow();
    }

    long lastRunning() {
        return times(running).max().orElseThrow();
    }

    long firstGone() {
        return times(gone).min().orElseThrow();
    }

    long lastGone() {
        return times(gone).max().orElseThrow();
    }

    /** From there to running, of each pod, in microseconds. */
    Histogram addedToRunning() {
        var histogram = Flood.newHistogram();
        for (int i = 0; i < count; i++) {
            Flood.record(histogram, running.get(i) - added.get(i));
        }
        return histogram;
    }

    /** Adds the same of the pods that were there first within this time, by {@link System#nanoTime}. */
    void addedToRunning(Histogram histogram, long from, long to) {
        for (int i = 0; i < count; i++) {
            if (added.get(i) >= from && added.get(i) < to) {
                Flood.record(histogram, running.get(i) - added.get(i));
            }
        }
    }

    private LongStream times(AtomicLongArray array) {
        return LongStream.range(0, count).map(i -> array.get((int) i)).filter(time -> time != 0);
    }
}
