package io.podbridge.bench;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How much is measured, and of what. */
final class BenchmarkOptions {

    private static final int SHORT_PODS = 100;
    private static final int SHORT_WRITES = 300;
    private static final int SHORT_CALM_PODS = 20;

    @Option(names = "--pods", defaultValue = "5000", description = "Pods in a batch (${DEFAULT-VALUE}).")
    private int pods;

    @Option(
            names = "--replicas",
            split = ",",
            defaultValue = "1,3",
            description = "How many replicas, one experiment each (${DEFAULT-VALUE}).")
    private List<Integer> replicas = List.of();

    @Option(
            names = "--repetitions",
            defaultValue = "1",
            description = "Each with a new control plane (${DEFAULT-VALUE}); 5 for figures to be published.")
    private int repetitions;

    @Option(
            names = "--depths",
            split = ",",
            defaultValue = "1,4,64,200",
            description = "Requests under way in the raw status writes (${DEFAULT-VALUE}).")
    private List<Integer> depths = List.of();

    @Option(
            names = "--writes",
            defaultValue = "10000",
            description = "Most raw status writes at a depth (${DEFAULT-VALUE}).")
    private int writes;

    @Option(names = "--calm-pods", defaultValue = "300", description = "Pods for the latencies (${DEFAULT-VALUE}).")
    private int calmPods;

    @Option(names = "--rate", defaultValue = "10", description = "Their rate, pods a second (${DEFAULT-VALUE}).")
    private double perSecond;

    @Option(names = "--short", description = "Tiny numbers: shows that the benchmark works, measures nothing.")
    private boolean small;

    @Option(names = "--raw-only", description = "Only the API server.")
    private boolean rawOnly;

    @Option(names = "--profile", description = "Records the replicas, and prints where the warm batch spent its time.")
    private boolean profile;

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "A setting of the replicas.")
    private List<String> settings = List.of();

    @Option(names = "--jvm", paramLabel = "OPTION", description = "An option of the replicas' JVMs.")
    private List<String> jvmOptions = List.of();

    @Option(
            names = "--output",
            defaultValue = "modules/bench/target/measured",
            description = "Directory for results.csv, logs, ledgers and recordings (${DEFAULT-VALUE}).")
    private Path output = Path.of("");

    int pods() {
        return small ? SHORT_PODS : pods;
    }

    List<Integer> replicas() {
        return replicas;
    }

    int repetitions() {
        return repetitions;
    }

    List<Integer> depths() {
        return depths;
    }

    int writes() {
        return small ? SHORT_WRITES : writes;
    }

    int calmPods() {
        return small ? SHORT_CALM_PODS : calmPods;
    }

    double perSecond() {
        return perSecond;
    }

    boolean rawOnly() {
        return rawOnly;
    }

    boolean profile() {
        return profile;
    }

    List<String> settings() {
        return settings;
    }

    List<String> jvmOptions() {
        return jvmOptions;
    }

    Path output() {
        return output;
    }
}
