package io.podbridge.bench;

import io.podbridge.testkit.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how late new pods run while one replica after another is restarted. */
@Command(
        name = "rolling",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures how late new pods run while one replica after another is restarted.")
final class RollingBenchmark implements Callable<Integer> {

    @Option(names = "--rate", defaultValue = "50", description = "New pods a second (${DEFAULT-VALUE}).")
    private double perSecond;

    @Option(names = "--life", defaultValue = "5", description = "Seconds until a pod is ended (${DEFAULT-VALUE}).")
    private int lifeSeconds;

    @Option(names = "--calm", defaultValue = "30", description = "Seconds of the calm before (${DEFAULT-VALUE}).")
    private int calmSeconds;

    @Option(names = "--rounds", defaultValue = "1", description = "Restarts of each replica (${DEFAULT-VALUE}).")
    private int rounds;

    @Mixin
    private final RunOptions run = new RunOptions();

    private final Results results = new Results();

    @Override
    public Integer call() throws IOException {
        var installation = Installation.find();
        var aims = List.of(StormFrame.Wanted.atMost(RollingExperiment.ROLLING, RollingExperiment.P99, 1000));
        return new StormFrame("rolling", results, aims)
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
            new RollingExperiment(scene, results, plan()).run();
        }
        return results;
    }

    private RollingExperiment.Plan plan() {
        return run.small()
                ? new RollingExperiment.Plan(
                        10, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(1), 1, 1)
                : new RollingExperiment.Plan(
                        perSecond,
                        Duration.ofSeconds(lifeSeconds),
                        Duration.ofSeconds(calmSeconds),
                        Duration.ofSeconds(10),
                        rounds,
                        RollingExperiment.REPLICAS);
    }
}
