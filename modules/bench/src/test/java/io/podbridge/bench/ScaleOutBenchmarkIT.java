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

/**
 * The benchmark in small: one replica, three, and a fourth run what they are given, none of them twice. No figure is
 * judged.
 */
@OnlyInLongForm
@WithControlPlane
@Timeout(600)
class ScaleOutBenchmarkIT {

    @Test
    void measuresOneReplicaThreeAndAFourth(ControlPlane controlPlane, @TempDir Path directory) {
        var benchmark = new ScaleOutBenchmark();
        new CommandLine(benchmark).parseArgs("--short");

        var results = benchmark.measure(controlPlane, Installation.find(), directory);

        assertThat(results.summary(ScaleOutExperiment.RATIO, ScaleOutExperiment.WARM))
                .hasValueSatisfying(ratio -> assertThat(ratio.median()).isPositive());
        assertThat(results.summary(ScaleOutExperiment.JOINING, ScaleOutExperiment.OF_CALM))
                .isPresent();
    }
}
