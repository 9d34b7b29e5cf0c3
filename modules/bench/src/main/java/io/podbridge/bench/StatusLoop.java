package io.podbridge.bench;

import io.podbridge.bench.ApiClient.Reply;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The least that anybody could do to make pods run: a watch, and one status write for each pod that it shows. What
 * podbridge reaches is stated as a share of what this does.
 */
final class StatusLoop implements AutoCloseable {

    private final ApiClient client;
    private final String prefix;
    private final Histogram latency = Flood.newHistogram();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicReference<@Nullable Reply> refused = new AtomicReference<>();
    private final Queue<PodRef> waiting = new ArrayDeque<>();
    private final PodWatch watch;
    private int inFlight;

    /** Serves the pods of this batch. */
    StatusLoop(Path kubeconfig, Batch batch) {
        this.client = ApiClient.connect(kubeconfig, Load.DEPTH);
        this.prefix = batch.prefix() + "-";
        this.watch = PodWatch.open(kubeconfig, this::happened);
    }

    /** How long the writes took, in microseconds. */
    Histogram latency() {
        return latency;
    }

    /** Throws {@link IllegalStateException} when an event was missed or a write refused. */
    void check() {
        watch.check();
        var reply = refused.get();
        if (reply != null) {
            throw new IllegalStateException("the API server refused a status of the raw loop: " + reply);
        }
    }

    @Override
    public void close() {
        watch.close();
        client.close();
    }

    private void happened(PodWatch.Kind kind, PodRef pod, String phase, long nanos) {
        if (kind == PodWatch.Kind.ADDED && pod.name().startsWith(prefix)) {
            add(pod);
        }
    }

    private synchronized void add(PodRef pod) {
        waiting.add(pod);
        send();
    }

    private synchronized void answered(long start, Reply reply) {
        Flood.record(latency, System.nanoTime() - start);
        if (!reply.ok()) {
            refused.compareAndSet(null, reply);
        }
        inFlight--;
        send();
    }

    private void send() {
        while (inFlight < Load.DEPTH && !waiting.isEmpty()) {
            inFlight++;
            long start = System.nanoTime();
            var unused = Load.writeStatus(client, waiting.remove(), written.getAndIncrement())
                    .thenAccept(reply -> answered(start, reply));
        }
    }
}
