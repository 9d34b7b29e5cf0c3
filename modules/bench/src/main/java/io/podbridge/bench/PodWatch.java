package io.podbridge.bench;

import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Watches all pods of the cluster, on a connection of its own. Such a watch has room for a thousand events in the API
 * server, that of one node's pods for ten; this one is to see everything.
 */
final class PodWatch implements AutoCloseable {

    /** What happened to a pod. */
    enum Kind {
        ADDED,
        MODIFIED,
        DELETED
    }

    /** What is told, on one thread, in order. */
    @FunctionalInterface
    interface Listener {
        /**
         * Something happened.
         *
         * @param phase empty when it has none
         * @param nanos when the event had been read, by {@link System#nanoTime}
         */
        void happened(Kind kind, PodRef pod, String phase, long nanos);
    }

    private final ApiClient client;
    private final Listener listener;
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile String resourceVersion;
    private final AtomicInteger closures = new AtomicInteger();
    private volatile boolean closed;

    private PodWatch(ApiClient client, Listener listener, String resourceVersion) {
        this.client = client;
        this.listener = listener;
        this.resourceVersion = resourceVersion;
    }

    /** Watches what happens from now on. */
    static PodWatch open(Path kubeconfig, Listener listener) {
        var client = ApiClient.connect(kubeconfig, 1);
        var list = client.get("/api/v1/pods?limit=1").join();
        var watch = new PodWatch(client, listener, Scan.after(list.body(), "\"resourceVersion\":\"", 0));
        watch.begin();
        return watch;
    }

    /** How often the server ended the stream. */
    int closures() {
        return closures.get();
    }

    /** Throws {@link IllegalStateException} when events were missed. */
    void check() {
        String problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException("the watch of the benchmark missed events: " + problem);
        }
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }

    private void begin() {
        var path = "/api/v1/pods?watch=true&timeoutSeconds=3600&allowWatchBookmarks=true&resourceVersion="
                + resourceVersion;
        var unused = client.stream(path, BodyHandlers.fromLineSubscriber(new Lines()))
                .handle((response, problem) -> response != null && response.statusCode() == 200)
                .thenAccept(this::ended);
    }

    private void ended(boolean normally) {
        if (closed) {
            return;
        }
        closures.incrementAndGet();
        if (!normally) {
            failure.compareAndSet(null, "the stream broke");
        }
        if (failure.get() == null) {
            begin();
        }
    }

    private void line(String line) {
        long now = System.nanoTime();
        if (line.startsWith("{\"type\":\"BOOKMARK\"")) {
            resourceVersion = Scan.after(line, "\"resourceVersion\":\"", 0);
        } else if (line.startsWith("{\"type\":\"ERROR\"") || !line.startsWith("{\"type\":\"")) {
            failure.compareAndSet(null, line);
        } else {
            var pod = PodRef.read(line);
            resourceVersion = pod.resourceVersion();
            var kind = Kind.valueOf(Scan.after(line, "{\"type\":\"", 0));
            listener.happened(kind, pod, Scan.afterOrEmpty(line, "\"phase\":\"", 0), now);
        }
    }

    private final class Lines implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            try {
                line(line);
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e.toString());
            }
        }

        @Override
        public void onError(Throwable problem) {
            // The future of the request fails with the same.
        }

        @Override
        public void onComplete() {
            // Likewise.
        }
    }
}
