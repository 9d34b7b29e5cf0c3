package io.podbridge.bench;

import io.podbridge.bench.StormFrame.Wanted;
import io.podbridge.testkit.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what more replicas gain where the platform is slow, and what it costs when one joins. */
@Command(
        name = "scale-out",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures what more replicas gain where the platform is slow, and what it costs when one joins.")
final class ScaleOutBenchmark implements Callable<Integer> {

    @Option(names = "--pods", defaultValue = "2000", description = "Pods of a batch, a replica (${DEFAULT-VALUE}).")
    private int pods;

    @Option(names = "--latency", defaultValue = "200", description = "Of a create, in ms (${DEFAULT-VALUE}).")
    private int latencyMillis;

    @Option(names = "--parallelism", defaultValue = "20", description = "Creates a replica makes at a time.")
    private int parallelism;

    @Option(
            names = "--share",
            defaultValue = "0.3",
            description =
                    "The steady rate, of what three replicas reached: 0.3 is some 60 %% of what they can do, since"
                            + " a pod is ended too (${DEFAULT-VALUE}).")
    private double share;

    @Option(names = "--calm", defaultValue = "30", description = "Seconds of the calm before (${DEFAULT-VALUE}).")
    private int calmSeconds;

    @Mixin
    private final RunOptions run = new RunOptions();

    private final Results results = new Results();

    @Override
    public Integer call() throws IOException {
        var installation = Installation.find();
        var aims = List.of(
                Wanted.atLeast(ScaleOutExperiment.RATIO, ScaleOutExperiment.YOUNG, 2.5),
                Wanted.atLeast(ScaleOutExperiment.RATIO, ScaleOutExperiment.WARM, 2.5),
                Wanted.atMost(ScaleOutExperiment.JOINING, ScaleOutExperiment.OF_CALM, 2));
        return new StormFrame("scale-out", results, aims)
                .run(run.output(), (controlPlane, directory) -> measure(controlPlane, installation, directory));
    }

    /**
     * Measures once.
     *
     * @param directory for what is left of it
     * @throws IllegalStateException when something did not happen in time, or the run is void
     */
    Results measure(ControlPlane controlPlane, Installation installation, Path directory) {
        try (var scene = new StormScene(controlPlane, installation, run, directory)) {
            new ScaleOutExperiment(scene, results, plan()).run();
        }
        return results;
    }

    private ScaleOutExperiment.Plan plan() {
        var settings = List.of(
                "podbridge.providers.simulated.create-latency={min=%dms,max=%dms}"
                        .formatted(latencyMillis, latencyMillis),
                "podbridge.provider-calls.parallelism=" + parallelism);
        return run.small()
                ? new ScaleOutExperiment.Plan(50, settings, 0.1, Duration.ofSeconds(2))
                : new ScaleOutExperiment.Plan(pods, settings, share, Duration.ofSeconds(calmSeconds));
    }
}
