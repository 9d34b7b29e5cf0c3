package io.podbridge.bench;

import io.podbridge.devcluster.DevCluster;
import io.podbridge.devcluster.DevClusterSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import picocli.CommandLine;

/**
 * Fills the embedded API server with pods, and prints whether it gets slower with them, and how much memory they take.
 */
@CommandLine.Command(
        name = "embedded",
        mixinStandardHelpOptions = true,
        description = "Measures the embedded API server: rates and memory as it fills with pods.")
final class EmbeddedBenchmark implements Callable<Integer> {
    private static final int THOUSAND = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @CommandLine.Option(
            names = "--pods",
            defaultValue = "50000",
            description = "How many pods; a multiple of 1000. Default: ${DEFAULT-VALUE}.")
    private int pods;

    @CommandLine.Option(
            names = "--depth",
            defaultValue = "64",
            description = "Requests under way at one time. Default: ${DEFAULT-VALUE}.")
    private int depth;

    @Override
    public Integer call() throws IOException {
        Path directory = Files.createTempDirectory("podbridge-bench-");
        try (var server =
                DevCluster.start(DevClusterSettings.DEFAULT.withoutControllers().withWatchBuffer(100_000))) {
            Path kubeconfig = directory.resolve("kubeconfig");
            server.kubeconfig(kubeconfig, server.clientCertificate("bench", List.of("system:masters")));
            measure(kubeconfig);
        }
        return 0;
    }

    private void measure(Path kubeconfig) {
        Console.line(Machine.describe());
        long before = heap();
        var seen = new CountDownLatch(pods);
        try (var client = ApiClient.connect(kubeconfig, depth);
                var watch = PodWatch.open(kubeconfig, (kind, pod, phase, nanos) -> {
                    if (kind == PodWatch.Kind.ADDED) {
                        seen.countDown();
                    }
                })) {
            rates("creates", i -> client.create(PodDocuments.PODS, PodDocuments.pod("pod-" + i, "bench")));
            Waiting.forLatch(seen, PATIENCE, () -> "the watch has not seen " + seen.getCount() + " pods");
            watch.check();
            Console.line("watched: all %d, the stream was closed %d times".formatted(pods, watch.closures()));
            rates("status patches", i -> client.patch(PodDocuments.statusPath("pod-" + i), status(i)));
            lists(client);
            long after = heap();
            Console.line("heap after a collection: %d MB before, %d MB with the pods, %.1f KB a pod"
                    .formatted(before >> 20, after >> 20, (after - before) / 1024.0 / pods));
        }
    }

    private void rates(String what, IntFunction<CompletableFuture<ApiClient.Reply>> request) {
        List<Double> rates = new ArrayList<>();
        for (int done = 0; done < pods; done += THOUSAND) {
            int from = done;
            long start = System.nanoTime();
            Flood.run(depth, THOUSAND, i -> request.apply(from + i));
            rates.add(THOUSAND / ((System.nanoTime() - start) / 1e9));
        }
        Console.line(
                "%s a second at depth %d: thousands 2 to 5 %.0f, the last four %.0f, ratio %.2f; slowest thousand %.0f"
                        .formatted(
                                what,
                                depth,
                                mean(rates.subList(1, Math.min(5, rates.size()))),
                                mean(rates.subList(Math.max(1, rates.size() - 4), rates.size())),
                                mean(rates.subList(Math.max(1, rates.size() - 4), rates.size()))
                                        / mean(rates.subList(1, Math.min(5, rates.size()))),
                                rates.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .min()
                                        .orElse(0)));
    }

    private void lists(ApiClient client) {
        for (String query : List.of("?resourceVersion=0", "?fieldSelector=spec.nodeName%3Dbench", "?limit=500")) {
            long start = System.nanoTime();
            int bytes = client.get("/api/v1/pods" + query).join().body().length();
            Console.line("list %s: %.2f s, %d MB".formatted(query, (System.nanoTime() - start) / 1e9, bytes >> 20));
        }
    }

    private static String status(int i) {
        return "{\"status\":{\"phase\":\"Running\",\"podIP\":\"10.%d.%d.%d\"}}"
                .formatted(i >> 16, i >> 8 & 255, i & 255);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
