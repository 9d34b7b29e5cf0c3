package io.podbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The benchmark in small: every pod is heard again after either kind of kill, none of them twice. No figure is judged.
 */
@WithControlPlane
@Timeout(600)
class FailoverBenchmarkIT {

    @Test
    void measuresKillsOfEitherKind(ControlPlane controlPlane, @TempDir Path directory) {
        var benchmark = new FailoverBenchmark();
        new CommandLine(benchmark).parseArgs("--short");

        var results = benchmark.measure(controlPlane, Installation.find(), directory);

        assertThat(results.summary(FailoverRounds.FEED, FailoverRounds.BEYOND)).isPresent();
        assertThat(results.summary(FailoverRounds.ANOTHER, FailoverRounds.HEARD))
                .isPresent();
        assertThat(results.summary(FailoverExperiment.IDLE, FailoverExperiment.TRAFFIC))
                .hasValueSatisfying(traffic -> assertThat(traffic.median()).isPositive());
        assertThat(results.summary(FailoverExperiment.IDLE, FailoverExperiment.HEAP))
                .isPresent();
    }
}
