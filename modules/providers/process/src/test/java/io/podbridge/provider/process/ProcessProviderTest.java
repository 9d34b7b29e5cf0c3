package io.podbridge.provider.process;

import static io.podbridge.provider.process.ProcessScene.container;
import static io.podbridge.provider.process.ProcessScene.pod;
import static io.podbridge.provider.process.ProcessScene.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.podbridge.core.config.ConfigurationException;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerState.Terminated;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.core.provider.FieldCheck;
import io.podbridge.core.provider.PodRequest;
import io.podbridge.testkit.provider.PodFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessProviderTest {

    @TempDir
    private Path directory;

    private ProcessScene scene;

    /** {@code $$$$} is how a pod's command says {@code $$}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        exit 0           | 0   | -1 | Completed
        exit 1           | 1   | -1 | Error
        exit 255         | 255 | -1 | Error
        kill -s KILL $$$$ | 137 | 9  | Error
        kill -s SEGV $$$$ | 139 | 11 | Error
        kill -s TERM $$$$ | 143 | 15 | Error
        """)
    void theEndIsTold(String script, int exitCode, int signal, String reason) {
        Terminated end = scene.end(shell(script));

        assertThat(end.exitCode()).isEqualTo(exitCode);
        assertThat(end.signal().orElse(-1)).isEqualTo(signal);
        assertThat(end.reason()).isEqualTo(reason);
    }

    @BeforeEach
    void open() {
        scene = new ProcessScene(directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void mustBeSwitchedOn() {
        assertThatThrownBy(() -> new ProcessProviderFactory().create(scene.context("enabled = false")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("podbridge.providers.process.enabled is false")
                .hasMessageContaining("run any command on this host as the user");
        assertThat(ConfigFactory.load().getBoolean("podbridge.providers.process.enabled"))
                .isFalse();
    }

    @Test
    void aCommandThatIsNotThereIsNamed() {
        Terminated end = scene.end(container("main", List.of("no-such-command"), List.of(), Optional.empty()));

        assertThat(end.exitCode()).isEqualTo(127);
        assertThat(end.reason()).isEqualTo("ContainerCannotRun");
        assertThat(end.message()).isEqualTo("\"no-such-command\": no such program in $PATH");
    }

    @Test
    void aContainerWithoutACommandIsRefusedByName() {
        var request = PodFixtures.pod("pod")
                .container(container("web", List.of(), List.of("x"), Optional.empty()))
                .request();

        assertThat(scene.outcome(request)).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
            assertThat(failure.failure()).isInstanceOf(ProviderFailure.Invalid.class);
            assertThat(failure.failure().message())
                    .startsWith("container \"web\" has no command.")
                    .endsWith("set spec.containers[].command.");
        });
    }

    @Test
    void theCommandGetsItsVariablesAndNoOthers() throws IOException {
        Container main = container(
                "main",
                List.of("/bin/sh", "-c", "env; echo \"args $*\"", "sh"),
                List.of("$(GREETING)", "$$(GREETING)"),
                Optional.empty());
        var pod = PodFixtures.pod("pod")
                .restartPolicy(RestartPolicy.NEVER)
                .container(main)
                .build();
        var request = new PodRequest(pod, Map.of("main", Map.of("GREETING", "hello")), Map.of());

        PodId id = scene.create(request);
        scene.await(id, ProcessScene::over);

        List<String> printed = contents(scene.log(id, "main", 0));
        assertThat(printed).contains("GREETING=hello", "HOSTNAME=pod", "args hello $(GREETING)");
        assertThat(printed.stream()
                        .filter(line -> line.contains("="))
                        .map(line -> line.substring(0, line.indexOf('='))))
                .contains("GREETING", "HOME", "HOSTNAME", "PATH", "PODBRIDGE_CONTAINER")
                .isSubsetOf("GREETING", "HOME", "HOSTNAME", "PATH", "PODBRIDGE_CONTAINER", "PWD");
    }

    @Test
    void bothStreamsAreInTheLogOfEachStart() throws IOException {
        PodId id = scene.create(pod(
                RestartPolicy.ON_FAILURE, shell("echo out; echo err >&2; test -e seen || { touch seen; exit 1; }")));

        scene.await(id, ProcessScene::over);

        assertThat(Files.readAllLines(scene.log(id, "main", 0)))
                .anyMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\.\\d{9}Z stdout F out"))
                .anyMatch(line -> line.endsWith("Z stderr F err"))
                .hasSize(2);
        assertThat(scene.log(id, "main", 1)).exists();
    }

    @Test
    void aPodThatCrashesWaitsAndSaysSo() {
        PodId id = scene.create(pod(RestartPolicy.ALWAYS, shell("exit 5")));

        PodReport report = scene.await(
                id,
                found -> found.containers().getFirst().state() instanceof ContainerState.Waiting waiting
                        && waiting.reason().equals("CrashLoopBackOff"));

        assertThat(report.containers().getFirst().lastState().orElseThrow().exitCode())
                .isEqualTo(5);
        assertThat(((ContainerState.Waiting) report.containers().getFirst().state()).message())
                .endsWith("restarting failed container=main pod=pod_default(" + id.uid() + ")");
    }

    @Test
    void whatItCannotDoIsRefusedByName() {
        var fields = Set.of(
                "containers[].image",
                "containers[].command",
                "containers[].resources.limits",
                "containers[].readinessProbe.httpGet.port",
                "containers[].ports[].containerPort",
                "initContainers[].restartPolicy",
                "securityContext.runAsUser",
                "serviceAccountToken",
                "volumes[].emptyDir",
                "dnsPolicy: Default");

        FieldCheck check = FieldCheck.of(fields, scene.provider.capabilities());

        assertThat(check.refused())
                .containsExactly(
                        "containers[].readinessProbe.httpGet.port", "securityContext.runAsUser", "volumes[].emptyDir");
        assertThat(check.ignored())
                .containsExactly("containers[].image", "containers[].resources.limits", "serviceAccountToken");
    }

    private static List<String> contents(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .map(line -> line.split(" ", 4)[3])
                .toList();
    }
}
