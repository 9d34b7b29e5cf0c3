package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a kubectl must be able to do with the container {@code main} of the pod {@code web}: commands, and the rest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KubectlCases implements BulkCases, TerminalCases, LogCases, CopyCases, PortForwardCases {

    private static final byte[] NONE = new byte[0];

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

    @ParameterizedTest
    @MethodSource("kubectls")
    void attachJoinsTheProcess(KubectlProgram kubectl) {
        KubectlProgram.Result result = kubectl.run("hello\n".getBytes(StandardCharsets.UTF_8), "attach", "-i", "web");
        assertThat(result.text()).isEqualTo("attached\nhello\n");
        assertThat(result.code()).as(result.err()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    void aClientThatIsKilledTakesItsCommandWithIt(KubectlProgram kubectl) throws IOException {
        Process process = kubectl.start("exec", "-i", "web", "--", "sleep", "1000");
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> containers().open.size() == 1);
            assertThat(containers().open).allMatch(LocalSession::alive);
        } finally {
            process.destroyForcibly();
        }
    }
}
