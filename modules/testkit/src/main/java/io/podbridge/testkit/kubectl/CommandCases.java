package io.podbridge.testkit.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands in a container: what goes in, what comes out, and how they end. */
public interface CommandCases extends KubectlMatrix {

    @ParameterizedTest
    @MethodSource("kubectls")
    default void outputAndExitCodeArrive(KubectlProgram kubectl) {
        KubectlProgram.Result result =
                kubectl.run(new byte[0], "exec", "web", "--", "sh", "-c", "echo out; echo err >&2; exit 7");
        assertThat(result.err()).contains("err").contains("exit code 7");
        assertThat(result.text()).isEqualTo("out\n");
        assertThat(result.code()).isEqualTo(7);
        assertThat(kubectl.run(new byte[0], "exec", "web", "--", "true").code()).isZero();
    }

    /** Its words travel in the request's URI, where each line's end takes three bytes. */
    @ParameterizedTest
    @MethodSource("kubectls")
    default void aCommandOfHundredKilobytesArrives(KubectlProgram kubectl) throws IOException {
        String word;
        try (Numbers numbers = Numbers.of(100_000)) {
            word = new String(numbers.readAllBytes(), StandardCharsets.US_ASCII);
        }
        KubectlProgram.Result result =
                kubectl.run(new byte[0], "exec", "web", "--", "sh", "-c", "printf %s \"$0\" | sha256sum", word);
        assertThat(result.text()).as(result.err()).startsWith(Numbers.sha256(100_000));
        assertThat(result.code()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    default void inputArrivesAndItsEndToo(KubectlProgram kubectl) {
        byte[] input = new byte[3_000_000];
        new Random(1).nextBytes(input);
        KubectlProgram.Result result = kubectl.run(input, "exec", "-i", "web", "--", "cat");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(input);
        assertThat(result.code()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    default void aCommandThatLeavesItsInputUnreadStillTellsItsCode(KubectlProgram kubectl) {
        KubectlProgram.Result result = kubectl.run(
                new byte[20_000_000], "exec", "-i", "web", "--", "sh", "-c", "head -c 10 >/dev/null; exit 5");
        assertThat(result.code()).as(result.err()).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    default void aCommandThatIsNotThereFails(KubectlProgram kubectl) {
        KubectlProgram.Result result = kubectl.run(new byte[0], "exec", "web", "--", "no-such-program");
        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains("no-such-program");
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    default void aClientThatIsKilledTakesItsCommandWithIt(KubectlProgram kubectl) throws IOException {
        String seconds = "1000." + new Random().nextInt(Integer.MAX_VALUE); // nobody else sleeps as long
        Process process = kubectl.start("exec", "-i", "web", "--", "sleep", seconds);
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> sleeps(seconds));
        } finally {
            process.destroyForcibly();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> !sleeps(seconds));
    }

    private static boolean sleeps(String seconds) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().arguments().stream())
                .anyMatch(arguments -> Arrays.equals(arguments, new String[] {seconds}));
    }
}
