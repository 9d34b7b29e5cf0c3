package io.podbridge.bench.kube;

import io.podbridge.core.kube.Fabric8KubeApi;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeSettings;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.ControlPlaneOptions;
import io.podbridge.testkit.controlplane.ProcessUsage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Status writes per second at several depths, and what each costs this JVM, kube-apiserver and etcd. */
public final class KubeClientBench {

    private static final int PODS = 2_000;
    private static final int WRITES = 4_000;
    private static final String NODE = "bench";

    private KubeClientBench() {}

    /** Arguments: the depths, or none for 1 4 16 64. */
    public static void main(String[] args) throws InterruptedException {
        int[] depths = args.length == 0
                ? new int[] {1, 4, 16, 64}
                : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        try (ControlPlane plane = ControlPlane.start(ControlPlaneOptions.plain().withFsync(true));
                KubeApi api = Fabric8KubeApi.open(KubeSettings.defaults().withKubeconfig(plane.adminKubeconfig()))) {
            System.out.println(api.version().toCompletableFuture().join());
            long begin = System.nanoTime();
            Pods.create(api, NODE, "web-", PODS);
            System.out.printf("create: %.0f pods/s%n", PODS / seconds(System.nanoTime() - begin));
            begin = System.nanoTime();
            List<Pods.Versioned> pods =
                    Pods.list(api, NODE).stream().map(Pods.Versioned::new).toList();
            System.out.printf("list: %d pods in %.0f ms%n", pods.size(), 1000 * seconds(System.nanoTime() - begin));
            for (int round = 0; round < 3; round++) {
                for (int depth : depths) {
                    int writes = depth == 1 ? WRITES / 4 : WRITES;
                    measure(plane, api, pods, depth, writes, round);
                }
            }
            System.out.println(api.calls());
        }
    }

    private static void measure(
            ControlPlane plane, KubeApi api, List<Pods.Versioned> pods, int depth, int writes, int round)
            throws InterruptedException {
        long[] latencies = new long[writes];
        Map<String, ProcessUsage> before = plane.usage();
        Duration cpuBefore = ownCpu();
        long begin = System.nanoTime();
        write(api, pods, depth, round, latencies);
        double seconds = seconds(System.nanoTime() - begin);
        double own = ownCpu().minus(cpuBefore).toNanos() / 1e6 / writes;
        Map<String, ProcessUsage> after = plane.usage();
        Arrays.sort(latencies);
        System.out.printf(
                "depth %3d: %5.0f writes/s  p50 %6.2f ms  p99 %6.2f ms  CPU-ms a write: JVM %.3f, apiserver %.3f, etcd"
                        + " %.3f%n",
                depth,
                writes / seconds,
                latencies[writes / 2] / 1e6,
                latencies[writes * 99 / 100] / 1e6,
                own,
                cpu(before, after, "kube-apiserver") / writes,
                cpu(before, after, "etcd") / writes);
    }

    /** Writes one status for each latency, so many at a time. */
    private static void write(KubeApi api, List<Pods.Versioned> pods, int depth, int round, long[] latencies)
            throws InterruptedException {
        var free = new Semaphore(depth);
        for (int i = 0; i < latencies.length; i++) {
            int index = i;
            free.acquire();
            long sent = System.nanoTime();
            var unused = pods.get(i % pods.size())
                    .write(api, round * 100_000 + depth * 1000 + i / pods.size())
                    .whenComplete((result, error) -> {
                        latencies[index] = System.nanoTime() - sent;
                        free.release();
                    });
        }
        free.acquire(depth);
    }

    private static double cpu(Map<String, ProcessUsage> before, Map<String, ProcessUsage> after, String name) {
        return cpu(after, name).minus(cpu(before, name)).toNanos() / 1e6;
    }

    private static Duration cpu(Map<String, ProcessUsage> usage, String name) {
        ProcessUsage ofProgram = usage.get(name);
        return ofProgram == null ? Duration.ZERO : ofProgram.cpuTime();
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
