package io.podbridge.provider.process;

import static io.podbridge.provider.process.ProcessScene.pod;
import static io.podbridge.provider.process.ProcessScene.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ContainerState.Terminated;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.RestartPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a pod that has ended nothing is left: no process, no file. */
class NothingIsLeftTest {

    @TempDir
    private Path directory;

    private ProcessScene scene;

    @BeforeEach
    void open() {
        scene = new ProcessScene(directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void whatTheMainProcessLeavesBehindIsEnded() {
        Terminated end =
                scene.end(shell("sleep 1000 & setsid sleep 1000 & (sh -c 'trap \"\" TERM HUP; sleep 1000' &); exit 4"));

        assertThat(end.exitCode()).isEqualTo(4);
        assertThat(scene.processes()).isEmpty();
    }

    @Test
    void nothingIsLeftOfADeletedPod() throws IOException {
        PodId id = scene.create(
                pod(RestartPolicy.ALWAYS, shell("mkdir -p a/b; touch a/b/c; chmod 0 a; echo done; sleep 1000")));
        Awaitility.await().until(() -> Files.exists(scene.log(id, "main", 0)));

        scene.provider.delete(id, Duration.ZERO).toCompletableFuture().join();

        assertThat(scene.runDirectory().resolve("pods").resolve(id.uid())).doesNotExist();
        assertThat(scene.processes()).isEmpty();
    }

    @Test
    void twoHundredComeAndGo() {
        List<PodId> ids = IntStream.range(0, 200)
                .mapToObj(pod -> scene.create(pod(RestartPolicy.ALWAYS, shell("sleep 1000 & wait"))))
                .toList();
        ids.forEach(
                id -> scene.await(id, report -> report.containers().getFirst().running()));

        ids.stream()
                .map(id -> scene.provider.delete(id, Duration.ofSeconds(30)).toCompletableFuture())
                .toList()
                .forEach(deleted -> assertThat(deleted.join()).isInstanceOf(Outcome.Success.class));

        assertThat(scene.processes()).isEmpty();
        assertThat(scene.runDirectory().resolve("pods")).isEmptyDirectory();
    }

    @Test
    void anotherReplicaOfThisMachineIsLeftAlone() {
        PodId id = scene.create(pod(RestartPolicy.ALWAYS, shell("sleep 1000")));
        scene.await(id, report -> report.containers().getFirst().running());

        new ProcessProviderFactory().create(scene.context("")).close();

        assertThat(scene.processes()).isNotEmpty();
        assertThat(scene.runDirectory()).exists();
    }
}
