package io.podbridge.bench.kube;

import io.podbridge.core.kube.Fabric8KubeApi;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.KubeSettings;
import io.podbridge.core.kube.PodWatchListener;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.ControlPlaneOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** How often kube-apiserver closes a watch of one node and a watch of the cluster while statuses are written. */
public final class WatchScopeBench {

    private static final int PODS = 1_000;
    private static final int DEPTH = 64;
    private static final Duration TIME = Duration.ofSeconds(10);

    private WatchScopeBench() {}

    /** No arguments. */
    public static void main(String[] args) throws InterruptedException {
        try (ControlPlane plane = ControlPlane.start(ControlPlaneOptions.plain().withFsync(true));
                KubeApi api = Fabric8KubeApi.open(KubeSettings.defaults().withKubeconfig(plane.adminKubeconfig()))) {
            Pods.create(api, "ours", "ours-", PODS);
            Pods.create(api, "others", "others-", PODS);
            for (int round = 1; round <= 3; round++) {
                for (boolean wide : List.of(false, true)) {
                    measure(api, "ours", wide, round);
                    measure(api, "others", wide, round + 10);
                }
            }
        }
    }

    /** Writes about pods of {@code writtenNode} while {@code ours} is watched. */
    private static void measure(KubeApi api, String writtenNode, boolean wide, int round) throws InterruptedException {
        List<Pods.Versioned> pods =
                Pods.list(api, writtenNode).stream().map(Pods.Versioned::new).toList();
        Watcher watcher = new Watcher(api, new PodScope("ours", wide));
        watcher.begin(Pods.versionOf(api, "ours"));
        Duration cpuBefore = ownCpu();
        var free = new Semaphore(DEPTH);
        long begin = System.nanoTime();
        int writes = 0;
        for (; System.nanoTime() - begin < TIME.toNanos(); writes++) {
            free.acquire();
            int turn = round * 100_000 + (wide ? 50_000 : 0) + writes / pods.size();
            var unused = pods.get(writes % pods.size()).write(api, turn).whenComplete((done, error) -> free.release());
        }
        free.acquire(DEPTH);
        double cpu = ownCpu().minus(cpuBefore).toNanos() / 1e6 / writes;
        watcher.close();
        System.out.printf(
                "%s watch of ours, writes about %s: %4.0f writes/s, %d events, closed %d times, expired %d, %.3f CPU-ms"
                        + " a write%n",
                wide ? "wide  " : "narrow",
                writtenNode,
                writes / (TIME.toNanos() / 1e9),
                watcher.events.get(),
                watcher.closed.get(),
                watcher.expired.get(),
                cpu);
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Watches on from where it was, whatever ends the watch. */
    private static final class Watcher implements PodWatchListener {
        private final KubeApi api;
        private final PodScope scope;
        private final AtomicInteger events = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private final AtomicInteger expired = new AtomicInteger();
        private volatile String version = "";
        private volatile boolean over;

        Watcher(KubeApi api, PodScope scope) {
            this.api = api;
            this.scope = scope;
        }

        void begin(String from) {
            version = from;
            api.watchPods(scope, from, this);
        }

        void close() {
            over = true;
        }

        @Override
        public CompletionStage<Void> changed(Pod pod) {
            events.incrementAndGet();
            version = pod.resourceVersion();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> gone(PodId pod, String resourceVersion) {
            version = resourceVersion;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void bookmark(String resourceVersion) {
            version = resourceVersion;
        }

        @Override
        public void ended(End end) {
            if (over) {
                return;
            }
            switch (end) {
                case End.Closed() -> {
                    closed.incrementAndGet();
                    begin(version);
                }
                case End.Expired() -> {
                    expired.incrementAndGet();
                    begin(Pods.versionOf(api, scope.node()));
                }
                case End.Failed(var problem) -> System.err.println(problem.message());
            }
        }
    }
}
