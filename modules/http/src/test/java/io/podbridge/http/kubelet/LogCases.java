package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.testkit.kubectl.Collected;
import io.podbridge.testkit.kubectl.KubectlProgram;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs, as they are and while they are being written. */
interface LogCases extends LocalMatrix {

    String BEFORE = "line 1\nline 2\nline 3\n";

    @ParameterizedTest
    @MethodSource("kubectls")
    default void logsAreRead(KubectlProgram kubectl) {
        assertThat(kubectl.run(new byte[0], "logs", "web", "--tail=3", "--timestamps")
                        .text())
                .isEqualTo(BEFORE);
        assertThat(containers().logOptions.getLast().tailLines()).hasValue(3);
        assertThat(containers().logOptions.getLast().timestamps()).isTrue();
        assertThat(kubectl.run(new byte[0], "logs", "web", "--previous").err()).contains("BadRequest");
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    default void linesArriveWhileTheyAreWrittenUntilTheLogEnds(KubectlProgram kubectl) throws Exception {
        Process process = kubectl.start("logs", "-f", "web");
        try {
            Collected out = Collected.of(process.getInputStream());
            String written = BEFORE;
            shows(out, written);
            for (String line : new String[] {"line 4\n", "line 5\n", "line 6\n"}) {
                containers().log.write(line);
                written += line;
                shows(out, written);
            }
            assertThat(process.isAlive()).isTrue();
            containers().log.end();
            assertThat(out.whole()).isEqualTo(written);
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Not a line is written that would find the way closed. */
    @ParameterizedTest
    @MethodSource("kubectls")
    default void aClientThatGoesTakesItsSilentLogWithIt(KubectlProgram kubectl) throws IOException {
        Process process = kubectl.start("logs", "-f", "web");
        try {
            shows(Collected.of(process.getInputStream()), BEFORE);
            assertThat(containers().log.followers()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(containers().log.followers()).isZero());
    }

    private static void shows(Collected out, String text) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(out.text()).isEqualTo(text));
    }
}
