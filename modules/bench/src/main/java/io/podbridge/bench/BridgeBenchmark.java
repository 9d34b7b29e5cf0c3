package io.podbridge.bench;

import io.podbridge.bench.BridgeExperiment.Surroundings;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.ControlPlaneOptions;
import io.podbridge.testkit.controlplane.RbacFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/**
 * Measures podbridge against a real API server, and the API server alone, in one run. {@code tools/bench} builds and
 * starts it; {@code docs/benchmarks.md} says how to read what it prints.
 */
@CommandLine.Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            EmbeddedBenchmark.class,
            StreamsBenchmark.class,
            FailoverBenchmark.class,
            RollingBenchmark.class,
            ScaleOutBenchmark.class
        },
        description = "Measures podbridge against a real API server.")
public final class BridgeBenchmark implements Callable<Integer> {

    private static final long ETCD_QUOTA = 8L << 30;

    @CommandLine.Mixin
    private final BenchmarkOptions options = new BenchmarkOptions();

    private final Results results = new Results();

    /** Runs the benchmark, and ends the JVM with 0, or 1 when the run failed or is void. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BridgeBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var installation = Installation.find();
        var output = Files.createDirectories(options.run().output().toAbsolutePath());
        // A directory of its own: the ledger of an earlier run would make this one void.
        var directory = Files.createTempDirectory(output, "bridge-");
        Console.line(Machine.describe());
        Console.line("load average at the start " + Machine.loadAverage());
        for (int repetition = 1; repetition <= options.repetitions(); repetition++) {
            Console.heading("repetition " + repetition);
            repeat(repetition, installation, directory.resolve("repetition-" + repetition));
        }
        new Report(results, options.replicas()).print();
        Console.line("\nload average at the end " + Machine.loadAverage());
        Console.line("figures in " + Files.writeString(output.resolve("results.csv"), results.csv()));
        return 0;
    }

    /** Each with a control plane of its own: the next one does not inherit a database that has grown. */
    private void repeat(int repetition, Installation installation, Path directory) {
        var withFsync = ControlPlaneOptions.plain().withFsync(true).withEtcdQuotaBytes(ETCD_QUOTA);
        try (var controlPlane = ControlPlane.start(withFsync)) {
            measure(repetition, controlPlane, installation, directory);
        }
    }

    /**
     * Measures once.
     *
     * @param directory for what is left of it
     * @throws IllegalStateException when something did not happen in time, or the run is void
     */
    Results measure(int repetition, ControlPlane controlPlane, Installation installation, Path directory) {
        int deepest = options.depths().stream().max(Integer::compare).orElse(Load.DEPTH);
        try (var load = new Load(controlPlane.adminKubeconfig(), deepest);
                var observer = new Observer(controlPlane.adminKubeconfig())) {
            Map<String, Long> processes = new HashMap<>(controlPlane.pids());
            processes.put("generator", ProcessHandle.current().pid());
            var raw = new RawExperiment(controlPlane.adminKubeconfig(), processes, load, observer, results);
            raw.ceilings(repetition, options.depths(), options.writes());
            raw.rate("raw-warm-up-" + repetition, options.pods());
            raw.latency(repetition, options.calmPods(), options.perSecond());
            observer.check();
            if (!options.rawOnly()) {
                var surroundings = new Surroundings(installation, processes, load, observer, raw, results);
                bridge(repetition, directory, RbacFixture.apply(controlPlane), surroundings);
            }
        }
        return results;
    }

    private void bridge(int repetition, Path directory, Path kubeconfig, Surroundings surroundings) {
        for (int count : options.replicas()) {
            Console.heading(BridgeExperiment.subject(count) + ", load average " + Machine.loadAverage());
            var plan = new Replicas.Plan(
                    count,
                    kubeconfig,
                    make(directory.resolve("replicas-" + count)),
                    options.run().settings(),
                    options.run().jvmOptions(),
                    options.run().profile());
            new BridgeExperiment(surroundings, plan, repetition)
                    .run(options.pods(), options.calmPods(), options.perSecond());
        }
    }

    private static Path make(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IllegalStateException("cannot make " + directory, e);
        }
    }
}
