package io.podbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
    void measuresOneReplicaAndThree(ControlPlane controlPlane, @TempDir Path directory) {
        var benchmark = new BridgeBenchmark();
        new CommandLine(benchmark).parseArgs("--short");

        var results = benchmark.measure(1, controlPlane, Installation.find(), directory);

        assertThat(results.summaries())
                .extracting(Results.Summary::subject)
                .contains(RawExperiment.SUBJECT, "1 replica", "3 replicas");
        assertThat(results.summary("3 replicas", Cost.GETS)).isPresent();
        assertThat(results.csv()).contains(BridgeExperiment.SHARE);
    }
}
