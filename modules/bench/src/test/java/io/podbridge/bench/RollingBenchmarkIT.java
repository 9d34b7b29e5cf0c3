package io.podbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.testkit.OnlyInLongForm;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmark in small: a replica is restarted under load, none of them twice. No figure is judged. */
@OnlyInLongForm
@WithControlPlane
@Timeout(600)
class RollingBenchmarkIT {

    @Test
    void measuresARestart(ControlPlane controlPlane, @TempDir Path directory) {
        var benchmark = new RollingBenchmark();
        new CommandLine(benchmark).parseArgs("--short");

        var results = benchmark.measure(controlPlane, Installation.find(), directory);

        assertThat(results.summary(RollingExperiment.CALM, RollingExperiment.P99))
                .hasValueSatisfying(p99 -> assertThat(p99.median()).isPositive());
        assertThat(results.summary(RollingExperiment.ROLLING, RollingExperiment.P99))
                .isPresent();
    }
}
