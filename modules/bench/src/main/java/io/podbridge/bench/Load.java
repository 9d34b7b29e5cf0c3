package io.podbridge.bench;

import io.podbridge.bench.ApiClient.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** What users and benchmarks do to the API server; podbridge is not in here. */
final class Load implements AutoCloseable {

    /** The depth of everything that does not say another one. */
    static final int DEPTH = 64;

    private final ApiClient single;
    private final ApiClient several;

    Load(Path kubeconfig, int greatestDepth) {
        single = ApiClient.connect(kubeconfig, ApiClient.STREAMS_PER_CONNECTION);
        several = ApiClient.connect(kubeconfig, greatestDepth);
    }

    /** Creates the pods of a batch on a node, as fast as the API server takes them. */
    Throughput create(Batch batch, String node) {
        return Flood.run(DEPTH, batch.count(), i -> create(batch.name(i), node));
    }

    /**
     * Creates the pods at a rate, whether or not the last one is there already. A pod that cannot be created fails the
     * run.
     *
     * @return how long the API server took for each, in microseconds
     */
    Histogram createSteadily(Batch batch, String node, double perSecond) {
        var latency = Flood.newHistogram();
        var answered = new CountDownLatch(batch.count());
        long begin = System.nanoTime();
        for (int i = 0; i < batch.count(); i++) {
            sleepUntil(begin + (long) (i * TimeUnit.SECONDS.toNanos(1) / perSecond));
            long start = System.nanoTime();
            var unused = create(batch.name(i), node).thenAccept(reply -> {
                Flood.record(latency, System.nanoTime() - start);
                if (reply.ok()) {
                    answered.countDown();
                }
            });
        }
        Waiting.forLatch(answered, Flood.LONGEST, () -> answered.getCount() + " pods could not be created");
        return latency;
    }

    /** Creates one pod of a batch on a node. */
    CompletableFuture<Reply> create(Batch batch, int index, String node) {
        return create(batch.name(index), node);
    }

    /** Asks the node to end one pod of a batch. */
    CompletableFuture<Reply> delete(Batch batch, int index) {
        return single.delete(PodDocuments.path(batch.name(index)), PodDocuments.DELETE);
    }

    /** The pods of a batch, as they are now. */
    Queue<PodRef> find(Batch batch) {
        Queue<PodRef> pods = new ConcurrentLinkedQueue<>();
        Flood.run(DEPTH, batch.count(), i -> remember(single.get(PodDocuments.path(batch.name(i))), pods));
        return pods;
    }

    /** Writes statuses of these pods in turn, never two of the same pod at once; the queue keeps their versions. */
    Throughput writeStatuses(Queue<PodRef> pods, int depth, int count) {
        var client = depth > ApiClient.STREAMS_PER_CONNECTION ? several : single;
        return Flood.run(depth, count, i -> remember(writeStatus(client, pods.remove(), i), pods));
    }

    /**
     * Writes that a pod runs.
     *
     * @param index tells one write of a pod from the next
     */
    static CompletableFuture<Reply> writeStatus(ApiClient client, PodRef pod, int index) {
        return client.patch(PodDocuments.statusPath(pod.name()), PodDocuments.running(pod, address(index)));
    }

    /** Removes the objects without asking the node. */
    Throughput deleteNow(Batch batch) {
        return delete(batch, PodDocuments.DELETE_NOW);
    }

    /** Asks the node to end the pods, as a user does. */
    Throughput delete(Batch batch) {
        return delete(batch, PodDocuments.DELETE);
    }

    /** A document of the API server that a benchmark wants to see. */
    String read(String path) {
        return single.get(path).join().body();
    }

    @Override
    public void close() {
        single.close();
        several.close();
    }

    private static CompletableFuture<Reply> remember(CompletableFuture<Reply> answer, Queue<PodRef> pods) {
        return answer.thenApply(reply -> {
            if (reply.ok()) {
                pods.add(PodRef.read(reply.body()));
            }
            return reply;
        });
    }

    private CompletableFuture<Reply> create(String name, String node) {
        return single.create(PodDocuments.PODS, PodDocuments.pod(name, node));
    }

    private Throughput delete(Batch batch, String options) {
        return Flood.run(DEPTH, batch.count(), i -> single.delete(PodDocuments.path(batch.name(i)), options));
    }

    private static String address(int index) {
        return "10." + (index >> 16 & 255) + "." + (index >> 8 & 255) + "." + (index & 255);
    }

    /** Returns at that time of {@link System#nanoTime}. */
    static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, Duration.ofMillis(100).toNanos()));
        }
    }
}
