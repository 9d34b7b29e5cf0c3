package io.podbridge.bench;

import java.util.List;
import picocli.CommandLine.Mixin;
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

    @Option(names = "--raw-only", description = "Only the API server.")
    private boolean rawOnly;

    @Mixin
    private final RunOptions run = new RunOptions();

    int pods() {
        return run.small() ? SHORT_PODS : pods;
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
        return run.small() ? SHORT_WRITES : writes;
    }

    int calmPods() {
        return run.small() ? SHORT_CALM_PODS : calmPods;
    }

    double perSecond() {
        return perSecond;
    }

    boolean rawOnly() {
        return rawOnly;
    }

    RunOptions run() {
        return run;
    }
}
