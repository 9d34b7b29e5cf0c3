package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real kubectls, of every version that is there, over SPDY and over WebSockets, straight at our end of the wire. */
class KubectlIT {

    private static final byte[] NONE = new byte[0];

    @TempDir
    private static Path directory;

    private static ApiServerStandIn server;

    @BeforeAll
    static void start() {
        server = new ApiServerStandIn();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(server.connections.conversing()).isZero();
            assertThat(server.containers.open).isEmpty();
        });
    }

    static Stream<KubectlProgram> kubectls() throws IOException {
        Path kubeconfig = server.kubeconfig(directory);
        return KubectlProgram.all().stream()
                .flatMap(file -> Stream.of(
                        new KubectlProgram(file, kubeconfig, false), new KubectlProgram(file, kubeconfig, true)));
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    void outputAndExitCodeArrive(KubectlProgram kubectl) {
        KubectlProgram.Result result =
                kubectl.run(NONE, "exec", "web", "--", "sh", "-c", "echo out; echo err >&2; exit 7");
        assertThat(result.err()).contains("err").contains("exit code 7");
        assertThat(result.text()).isEqualTo("out\n");
        assertThat(result.code()).isEqualTo(7);
        assertThat(kubectl.run(NONE, "exec", "web", "--", "true").code()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    void inputArrivesAndItsEndToo(KubectlProgram kubectl) {
        byte[] input = new byte[3_000_000];
        new Random(1).nextBytes(input);
        KubectlProgram.Result result = kubectl.run(input, "exec", "-i", "web", "--", "cat");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(input);
        assertThat(result.code()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    void aCommandThatLeavesItsInputUnreadStillTellsItsCode(KubectlProgram kubectl) {
        KubectlProgram.Result result = kubectl.run(
                new byte[20_000_000], "exec", "-i", "web", "--", "sh", "-c", "head -c 10 >/dev/null; exit 5");
        assertThat(result.code()).as(result.err()).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    void aCommandThatIsNotThereFails(KubectlProgram kubectl) {
        KubectlProgram.Result result = kubectl.run(NONE, "exec", "web", "--", "no-such-program");
        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains("no-such-program");
    }
}
