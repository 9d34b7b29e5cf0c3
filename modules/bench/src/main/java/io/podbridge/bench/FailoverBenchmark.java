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

/** Measures how long pods are without an entity when a replica of many idle ones dies, and what they cost meanwhile. */
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures fail-over, memory and traffic of three replicas with many idle pods.")
final class FailoverBenchmark implements Callable<Integer> {

    @Option(names = "--pods", defaultValue = "50000", description = "Idle pods (${DEFAULT-VALUE}).")
    private int pods;

    @Option(
            names = "--rounds",
            defaultValue = "10",
            description = "Kills, of the feed's replica and another in turn (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--calm", defaultValue = "30", description = "Seconds of measured traffic (${DEFAULT-VALUE}).")
    private int calmSeconds;

    @Mixin
    private final RunOptions run = new RunOptions();

    private final Results results = new Results();

    @Override
    public Integer call() throws IOException {
        var installation = Installation.find();
        var aims = List.of(
                Wanted.atMost(FailoverRounds.ANOTHER, FailoverRounds.HEARD, 5),
                Wanted.atMost(FailoverRounds.FEED, FailoverRounds.BEYOND, 5),
                Wanted.atMost(FailoverExperiment.IDLE, FailoverExperiment.HEAP, 3),
                Wanted.atMost(FailoverExperiment.IDLE, FailoverExperiment.TRAFFIC, 100),
                Wanted.atMost(FailoverExperiment.IDLE, FailoverExperiment.DROPPED, 0));
        return new StormFrame("failover", results, aims)
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
            var plan = run.small()
                    ? new FailoverExperiment.Plan(300, 2, Duration.ofSeconds(1))
                    : new FailoverExperiment.Plan(pods, rounds, Duration.ofSeconds(calmSeconds));
            new FailoverExperiment(scene, results, plan).run();
        }
        return results;
    }
}
