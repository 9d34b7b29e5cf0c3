package io.podbridge.bench;

import io.podbridge.bench.ApiClient.Reply;
import io.podbridge.testkit.controlplane.RbacFixture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * New pods at a steady rate, each ended again after a while if it runs by then: the population is bounded by the rate
 * times that while, and by what is late. Of one thread of its own; for one other to stop.
 */
final class SteadyLoad {

    private static final int PER_BATCH = 100;

    private final Load load;
    private final Observer observer;
    private final String prefix;
    private final double perSecond;
    private final Duration life;
    private final List<Batch> batches = new ArrayList<>();
    private final Deque<Made> alive = new ArrayDeque<>();
    private final AtomicReference<@Nullable Reply> refused = new AtomicReference<>();
    private final Thread thread =
            Thread.ofPlatform().name("steady-load").daemon().unstarted(this::run);
    private volatile boolean stopping;

    private record Made(Batch batch, int index, long nanos) {}

    /**
     * Not started yet.
     *
     * @param prefix of the pods' names
     * @param life after which a pod is ended
     */
    SteadyLoad(Load load, Observer observer, String prefix, double perSecond, Duration life) {
        this.load = load;
        this.observer = observer;
        this.prefix = prefix;
        this.perSecond = perSecond;
        this.life = life;
    }

    SteadyLoad start() {
        thread.start();
        return this;
    }

    /**
     * Makes no more, and ends all that are left; returns when they are gone.
     *
     * @return all that were made
     * @throws IllegalStateException when the API server refused something, or a pod did not run or go in time
     */
    List<Batch> stop() {
        halt();
        checkRefused();
        batches.forEach(Batch::awaitRunning);
        var rest = List.copyOf(alive);
        Flood.run(
                Load.DEPTH,
                rest.size(),
                i -> load.delete(rest.get(i).batch(), rest.get(i).index()));
        batches.forEach(Batch::awaitGone);
        checkRefused();
        return List.copyOf(batches);
    }

    private void checkRefused() {
        var reply = refused.get();
        if (reply != null) {
            throw new IllegalStateException("the API server refused a part of the load: " + reply);
        }
    }

    /**
     * From creation to Running, in microseconds, of the pods that were there first within this time; after the stop.
     */
    Histogram toRunning(long from, long to) {
        var histogram = Flood.newHistogram();
        batches.forEach(batch -> batch.addedToRunning(histogram, from, to));
        return histogram;
    }

    private void halt() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Only whole batches: their pods are waited for. */
    private void run() {
        long begin = System.nanoTime();
        for (int i = 0; !stopping || i % PER_BATCH != 0; i++) {
            Load.sleepUntil(begin + (long) (i * TimeUnit.SECONDS.toNanos(1) / perSecond));
            create(i);
            endOld();
        }
    }

    private void create(int number) {
        if (number % PER_BATCH == 0) {
            batches.add(observer.expect(prefix + "-" + number / PER_BATCH, PER_BATCH));
        }
        var made = new Made(batches.getLast(), number % PER_BATCH, System.nanoTime());
        var unused = load.create(made.batch(), made.index(), RbacFixture.NODE).thenAccept(this::check);
        alive.add(made);
    }

    private void endOld() {
        long old = System.nanoTime() - life.toNanos();
        for (var first = alive.peek(); first != null && due(first, old); first = alive.peek()) {
            alive.remove();
            var unused = load.delete(first.batch(), first.index()).thenAccept(this::check);
        }
    }

    private static boolean due(Made pod, long old) {
        return pod.nanos() - old < 0 && pod.batch().runs(pod.index());
    }

    private void check(Reply reply) {
        if (!reply.ok()) {
            refused.compareAndSet(null, reply);
        }
    }
}
