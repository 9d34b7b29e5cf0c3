package io.podbridge.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The independent witness: a watch that is neither podbridge's nor the raw loop's, and one clock for all times. It
 * shares the JVM with the load generator.
 */
final class Observer implements AutoCloseable {

    private final Map<String, Batch> batches = new ConcurrentHashMap<>();
    private final PodWatch watch;

    Observer(Path kubeconfig) {
        watch = PodWatch.open(kubeconfig, this::happened);
    }

    /** Announces pods that are about to be created, {@code prefix-0} and so on. */
    Batch expect(String prefix, int count) {
        var batch = new Batch(prefix, count);
        batches.put(prefix, batch);
        return batch;
    }

    /** Throws {@link IllegalStateException} when events were missed: the times are worth nothing then. */
    void check() {
        watch.check();
    }

    int closures() {
        return watch.closures();
    }

    @Override
    public void close() {
        watch.close();
    }

    private void happened(PodWatch.Kind kind, PodRef pod, String phase, long nanos) {
        int dash = pod.name().lastIndexOf('-');
        var batch = batches.get(pod.name().substring(0, Math.max(dash, 0)));
        if (batch != null) {
            batch.happened(
                    kind, Integer.parseInt(pod.name(), dash + 1, pod.name().length(), 10), pod, phase, nanos);
        }
    }
}
