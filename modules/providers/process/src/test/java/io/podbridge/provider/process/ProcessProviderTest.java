package io.podbridge.provider.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.podbridge.core.config.ConfigurationException;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerState.Terminated;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.RestartPolicy;
import io.podbridge.core.provider.FieldCheck;
import io.podbridge.core.provider.PodRequest;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.provider.ProviderFactory;
import io.podbridge.testkit.provider.PodFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessProviderTest {
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);

    @TempDir
    private Path directory;

    private Provider provider;

    @BeforeEach
    void open() {
        provider = new ProcessProviderFactory().create(context(""));
    }

    @AfterEach
    void close() {
        provider.close();
        timers.shutdownNow();
    }

    @Test
    void mustBeSwitchedOn() {
        assertThatThrownBy(() -> new ProcessProviderFactory().create(context("enabled = false")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("podbridge.providers.process.enabled is false")
                .hasMessageContaining("run any command on this host as the user");
        assertThat(ConfigFactory.load().getBoolean("podbridge.providers.process.enabled"))
                .isFalse();
    }

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
        Terminated end = end(shell(script));

        assertThat(end.exitCode()).isEqualTo(exitCode);
        assertThat(end.signal().orElse(-1)).isEqualTo(signal);
        assertThat(end.reason()).isEqualTo(reason);
    }

    @Test
    void aCommandThatIsNotThereIsNamed() {
        Terminated end = end(container("main", List.of("no-such-command"), List.of(), Optional.empty()));

        assertThat(end.exitCode()).isEqualTo(127);
        assertThat(end.reason()).isEqualTo("ContainerCannotRun");
        assertThat(end.message()).isEqualTo("\"no-such-command\": no such program in $PATH");
    }

    @Test
    void aContainerWithoutACommandIsRefusedByName() {
        var request = PodFixtures.pod("pod")
                .container(container("web", List.of(), List.of("x"), Optional.empty()))
                .request();

        assertThat(outcome(request)).isInstanceOfSatisfying(Outcome.Failure.class, failure -> {
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

        PodId id = create(request);
        await(id, ProcessProviderTest::over);

        List<String> printed = contents(log(id, "main", 0));
        assertThat(printed).contains("GREETING=hello", "HOSTNAME=pod", "args hello $(GREETING)");
        assertThat(printed.stream()
                        .filter(line -> line.contains("="))
                        .map(line -> line.substring(0, line.indexOf('='))))
                .contains("GREETING", "HOME", "HOSTNAME", "PATH", "PODBRIDGE_CONTAINER")
                .isSubsetOf("GREETING", "HOME", "HOSTNAME", "PATH", "PODBRIDGE_CONTAINER", "PWD");
    }

    @Test
    void bothStreamsAreInTheLogOfEachStart() throws IOException {
        PodId id = create(pod(
                RestartPolicy.ON_FAILURE, shell("echo out; echo err >&2; test -e seen || { touch seen; exit 1; }")));

        await(id, ProcessProviderTest::over);

        assertThat(Files.readAllLines(log(id, "main", 0)))
                .anyMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\.\\d{9}Z stdout F out"))
                .anyMatch(line -> line.endsWith("Z stderr F err"))
                .hasSize(2);
        assertThat(log(id, "main", 1)).exists();
    }

    @Test
    void whatTheMainProcessLeavesBehindIsEnded() {
        Terminated end =
                end(shell("sleep 1000 & setsid sleep 1000 & (sh -c 'trap \"\" TERM HUP; sleep 1000' &); exit 4"));

        assertThat(end.exitCode()).isEqualTo(4);
        assertThat(processes()).isEmpty();
    }

    @Test
    void aPodThatCrashesWaitsAndSaysSo() {
        PodId id = create(pod(RestartPolicy.ALWAYS, shell("exit 5")));

        PodReport report = await(
                id,
                found -> found.containers().getFirst().state() instanceof ContainerState.Waiting waiting
                        && waiting.reason().equals("CrashLoopBackOff"));

        assertThat(report.containers().getFirst().lastState().orElseThrow().exitCode())
                .isEqualTo(5);
        assertThat(((ContainerState.Waiting) report.containers().getFirst().state()).message())
                .endsWith("restarting failed container=main pod=pod_default(" + id.uid() + ")");
    }

    @Test
    void nothingIsLeftOfADeletedPod() throws IOException {
        PodId id =
                create(pod(RestartPolicy.ALWAYS, shell("mkdir -p a/b; touch a/b/c; chmod 0 a; echo done; sleep 1000")));
        Awaitility.await().until(() -> Files.exists(log(id, "main", 0)));

        provider.delete(id, Duration.ZERO).toCompletableFuture().join();

        assertThat(runDirectory().resolve("pods").resolve(id.uid())).doesNotExist();
        assertThat(processes()).isEmpty();
    }

    @Test
    void twoHundredComeAndGo() {
        List<PodId> ids = IntStream.range(0, 200)
                .mapToObj(pod -> create(pod(RestartPolicy.ALWAYS, shell("sleep 1000 & wait"))))
                .toList();
        ids.forEach(id -> await(id, report -> report.containers().getFirst().running()));

        ids.stream()
                .map(id -> provider.delete(id, Duration.ofSeconds(30)).toCompletableFuture())
                .toList()
                .forEach(deleted -> assertThat(deleted.join()).isInstanceOf(Outcome.Success.class));

        assertThat(processes()).isEmpty();
        assertThat(runDirectory().resolve("pods")).isEmptyDirectory();
    }

    @Test
    void anotherReplicaOfThisMachineIsLeftAlone() {
        PodId id = create(pod(RestartPolicy.ALWAYS, shell("sleep 1000")));
        await(id, report -> report.containers().getFirst().running());

        new ProcessProviderFactory().create(context("")).close();

        assertThat(processes()).isNotEmpty();
        assertThat(runDirectory()).exists();
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

        FieldCheck check = FieldCheck.of(fields, provider.capabilities());

        assertThat(check.refused())
                .containsExactly(
                        "containers[].readinessProbe.httpGet.port", "securityContext.runAsUser", "volumes[].emptyDir");
        assertThat(check.ignored())
                .containsExactly("containers[].image", "containers[].resources.limits", "serviceAccountToken");
    }

    private ProviderFactory.Context context(String more) {
        return new ProviderFactory.Context(
                Settings.in(directory, more), "node", "bridge", "replica", "127.0.0.1", timers);
    }

    private static Container shell(String script) {
        return container("main", List.of("/bin/sh", "-c", script), List.of(), Optional.empty());
    }

    private static Container container(
            String name, List<String> command, List<String> arguments, Optional<String> workingDirectory) {
        return new Container(
                name,
                "none",
                command,
                arguments,
                workingDirectory,
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                false,
                Container.Input.NONE);
    }

    private static PodRequest pod(RestartPolicy policy, Container container) {
        return PodFixtures.pod("pod").restartPolicy(policy).container(container).request();
    }

    private Outcome<PodReport> outcome(PodRequest request) {
        return provider.create(request).toCompletableFuture().join();
    }

    private PodId create(PodRequest request) {
        assertThat(outcome(request)).isInstanceOf(Outcome.Success.class);
        return request.pod().id();
    }

    private Terminated end(Container container) {
        PodId id = create(pod(RestartPolicy.NEVER, container));
        PodReport report = await(id, ProcessProviderTest::over);
        return (Terminated) report.containers().getFirst().state();
    }

    private static boolean over(PodReport report) {
        return report.containers().stream().allMatch(ContainerStatus::terminated);
    }

    private PodReport await(PodId id, Predicate<PodReport> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> status(id), found -> found.filter(wanted).isPresent())
                .orElseThrow();
    }

    private Optional<PodReport> status(PodId id) {
        return provider.status(Set.of(id.uid())).toCompletableFuture().join()
                        instanceof Outcome.Success<Map<String, PodReport>>(var found)
                ? Optional.ofNullable(found.get(id.uid()))
                : Optional.empty();
    }

    private Path runDirectory() {
        try (var runs = Files.list(directory)) {
            return runs.filter(Files::isDirectory).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path log(PodId id, String container, int restartCount) {
        return runDirectory()
                .resolve("pods")
                .resolve(id.uid())
                .resolve("logs")
                .resolve(container)
                .resolve(restartCount + ".log");
    }

    private static List<String> contents(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .map(line -> line.split(" ", 4)[3])
                .toList();
    }

    /** Of all pods of this test. */
    private List<ProcessEntry> processes() {
        try {
            String run = runDirectory().getFileName() + "/";
            return ProcessEntry.alive().stream()
                    .filter(process -> Marker.of(process)
                            .filter(value -> value.startsWith(run))
                            .isPresent())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
