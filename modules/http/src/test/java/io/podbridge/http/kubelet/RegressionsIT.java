package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.testkit.kubectl.KubectlProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What went wrong in the first attempts at this protocol, each with the newest kubectl and both wires. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegressionsIT {

    private static final int IDLE = 100;

    /** What docs/kubelet-api.md promises. */
    private static final Duration NOTICED = Duration.ofSeconds(10);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<KubectlProgram.Result>> silent = new ArrayList<>();
    private ApiServerStandIn server;
    private ApiServerStandIn serverOfTheSilent;
    private Path kubeconfig;

    @BeforeAll
    void start(@TempDir Path directory, @TempDir Path directoryOfTheSilent) throws IOException {
        server = new ApiServerStandIn();
        kubeconfig = server.kubeconfig(directory);
        serverOfTheSilent = new ApiServerStandIn();
        KubectlProgram.newest(serverOfTheSilent.kubeconfig(directoryOfTheSilent))
                .forEach(kubectl -> silent.add(threads.submit(() ->
                        kubectl.run(new byte[0], "exec", "web", "--", "sh", "-c", "sleep 91; echo late; exit 3"))));
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
        server.close();
        serverOfTheSilent.close();
    }

    Stream<KubectlProgram> kubectls() throws IOException {
        return KubectlProgram.newest(kubeconfig);
    }

    /** It has begun before the other cases, and is judged after them. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aCommandThatIsSilentForNinetySecondsLives() throws Exception {
        for (Future<KubectlProgram.Result> result : silent) {
            assertThat(result.get().text()).isEqualTo("late\n");
            assertThat(result.get().code()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    void inputThatIsNotReadForTenSecondsArrives(KubectlProgram kubectl) {
        KubectlProgram.Result result =
                kubectl.run(new byte[8_000_000], "exec", "-i", "web", "--", "sh", "-c", "sleep 10; wc -c; exit 6");
        assertThat(result.text().strip()).as(result.err()).isEqualTo("8000000");
        assertThat(result.code()).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    void aDeadClientIsNoticedThoughItsInputWaits(KubectlProgram kubectl) throws IOException {
        Process process = kubectl.start("exec", "-i", "web", "--", "sleep", "1000");
        Thread.ofVirtual().start(() -> fill(process));
        await().atMost(Duration.ofSeconds(30)).until(() -> server.containers.open.size() == 1);
        process.destroyForcibly();
        await().atMost(NOTICED).untilAsserted(() -> {
            assertThat(server.containers.open).isEmpty();
            assertThat(server.connections.conversing()).isZero();
        });
    }

    /** So little waits that TCP has been read to its end while TLS waits for room: only writing still tells. */
    @Test
    void aDeadClientIsNoticedThoughItsInputWaitsAndItsEndHasBeenRead() throws Exception {
        VanishingClient client = VanishingClient.start(server.port(), 1_000_000);
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> server.containers.open.size() == 1);
        } finally {
            client.vanish();
        }
        await().atMost(NOTICED).untilAsserted(() -> {
            assertThat(server.containers.open).isEmpty();
            assertThat(server.connections.conversing()).isZero();
        });
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    void beyondAHundredIdleCommandsThereIsRoomForOneMore(KubectlProgram kubectl) throws Exception {
        List<IdleCommand> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE; i++) {
                idle.add(IdleCommand.start(server.port()));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> server.containers.open.size() == IDLE);
            assertThat(kubectl.run(new byte[0], "exec", "web", "--", "echo", "here")
                            .text())
                    .isEqualTo("here\n");
        } finally {
            idle.forEach(IdleCommand::close);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> server.containers.open.isEmpty());
    }

    private static void fill(Process process) {
        try {
            process.getOutputStream().write(new byte[20_000_000]);
        } catch (IOException killed) {
            // As it should be.
        }
    }
}
