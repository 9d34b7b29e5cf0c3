package io.podbridge.provider.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.ContainerState.Terminated;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.RestartPolicy;
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
import org.awaitility.Awaitility;

/** The process provider of a replica, and the pods that are its processes. */
final class ProcessScene {
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
    private final Path directory;
    final Provider provider;

    ProcessScene(Path directory) {
        this.directory = directory;
        this.provider = new ProcessProviderFactory().create(context(""));
    }

    void close() {
        provider.close();
        timers.shutdownNow();
    }

    ProviderFactory.Context context(String more) {
        return new ProviderFactory.Context(
                Settings.in(directory, more), "node", "bridge", "127.0.0.1:1", "127.0.0.1", timers);
    }

    static Container shell(String script) {
        return container("main", List.of("/bin/sh", "-c", script), List.of(), Optional.empty());
    }

    static Container container(
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

    static PodRequest pod(RestartPolicy policy, Container container) {
        return PodFixtures.pod("pod").restartPolicy(policy).container(container).request();
    }

    Outcome<PodReport> outcome(PodRequest request) {
        return provider.create(request).toCompletableFuture().join();
    }

    PodId create(PodRequest request) {
        assertThat(outcome(request)).isInstanceOf(Outcome.Success.class);
        return request.pod().id();
    }

    Terminated end(Container container) {
        PodId id = create(pod(RestartPolicy.NEVER, container));
        PodReport report = await(id, ProcessScene::over);
        return (Terminated) report.containers().getFirst().state();
    }

    static boolean over(PodReport report) {
        return report.containers().stream().allMatch(ContainerStatus::terminated);
    }

    PodReport await(PodId id, Predicate<PodReport> wanted) {
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

    Path runDirectory() {
        try (var runs = Files.list(directory)) {
            return runs.filter(Files::isDirectory).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Path log(PodId id, String container, int restartCount) {
        return runDirectory()
                .resolve("pods")
                .resolve(id.uid())
                .resolve("logs")
                .resolve(container)
                .resolve(restartCount + ".log");
    }

    /** Of all pods of this test. */
    List<ProcessEntry> processes() {
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
