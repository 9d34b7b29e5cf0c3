package io.podbridge.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podbridge.app.ExitCode;
import io.podbridge.app.StartupFailure;
import io.podbridge.core.config.ConfigOverride;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {

    static DemoOptions options(int replicas, int pods, String... sets) {
        return DemoOptions.of(
                replicas,
                pods,
                Optional.empty(),
                Optional.of(Path.of("a/../demo")),
                true,
                List.of(new ConfigOverride("--provider", "podbridge.provider", "simulated")),
                Stream.of(sets).map(ConfigOverride::parse).toList());
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "9, 1000"})
    void takesTheBounds(int replicas, int pods) {
        assertThat(options(replicas, pods).replicas()).isEqualTo(replicas);
        assertThat(options(replicas, pods).pods()).isEqualTo(pods);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, --replicas must be 1 to 9",
        "10, 1, --replicas must",
        "1, -1, --pods must",
        "1, 1001, --pods must"
    })
    void refusesWhatIsBeyond(int replicas, int pods, String message) {
        assertUsage(() -> options(replicas, pods), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster.port=1",
                "cluster.seeds=[a:1]",
                "podbridge.cluster.identity=x",
                "cluster.host=h",
                "kubelet.port=1"
            })
    void refusesWhatEachReplicaHasForItself(String set) {
        assertUsage(() -> options(3, 10, set), "chooses podbridge.");
    }

    @Test
    void refusesAKubeconfigThatOnlyReplicasWouldKnow() {
        assertUsage(() -> options(3, 10, "kubernetes.kubeconfig=x"), "Use --kubeconfig FILE.");
    }

    @Test
    void settingsBeatFlags() {
        assertThat(options(3, 10, "provider=process").settings())
                .extracting(ConfigOverride::value)
                .containsExactly("simulated", "process");
    }

    @Test
    void pathsDoNotDependOnTheWorkingDirectoryOfReplicas() {
        assertThat(options(3, 10).directory()).hasValue(Path.of("demo").toAbsolutePath());
    }

    private static void assertUsage(Runnable command, String message) {
        assertThatThrownBy(command::run)
                .isInstanceOfSatisfying(
                        StartupFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(message);
    }
}
