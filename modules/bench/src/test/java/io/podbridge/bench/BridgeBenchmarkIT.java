package io.podbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.testkit.OnlyInLongForm;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmark in small: it works, and a run in which a pod was lost or doubled fails. No figure is judged. */
@WithControlPlane
class BridgeBenchmarkIT {

    @Test
    void measuresThreeReplicas(ControlPlane controlPlane, @TempDir Path directory) {
        assertThatItMeasures("3", "3 replicas", controlPlane, directory);
    }

    @Test
    @OnlyInLongForm
    void measuresOneReplica(ControlPlane controlPlane, @TempDir Path directory) {
        assertThatItMeasures("1", "1 replica", controlPlane, directory);
    }

    private static void assertThatItMeasures(
            String replicas, String subject, ControlPlane controlPlane, Path directory) {
        var benchmark = new BridgeBenchmark();
        new CommandLine(benchmark).parseArgs("--short", "--replicas", replicas);

        var results = benchmark.measure(1, controlPlane, Installation.find(), directory);

        assertThat(results.summaries()).extracting(Results.Summary::subject).contains(RawExperiment.SUBJECT, subject);
        assertThat(results.summary(subject, Cost.GETS)).isPresent();
        assertThat(results.csv()).contains(BridgeExperiment.SHARE);
    }
}
