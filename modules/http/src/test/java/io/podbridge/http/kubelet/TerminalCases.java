package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A person at a terminal, before a program that has one too. */
interface TerminalCases extends KubectlMatrix {

    String INTERRUPT = "\u0003";

    /** Says the size of its terminal again and again, until it is interrupted. */
    String PROGRAM = "trap 'echo interrupted; exit 42' INT; while :; do stty size; sleep 0.1; done";

    @ParameterizedTest
    @MethodSource("kubectls")
    default void theTerminalHasTheSizeOfThatOfTheClientAndAnInterruptArrives(KubectlProgram kubectl) throws Exception {
        try (KubectlTerminal terminal =
                KubectlTerminal.start(kubectl, 91, 33, "exec", "-it", "web", "--", "sh", "-c", PROGRAM)) {
            shows(terminal, "33 91\r\n");
            terminal.resize(120, 40);
            shows(terminal, "40 120\r\n");
            terminal.type(INTERRUPT);
            assertThat(terminal.process().waitFor())
                    .as(terminal.screen().text())
                    .isEqualTo(42);
            assertThat(terminal.screen().whole()).contains("interrupted\r\n").contains("exit code 42");
        }
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    default void whatIsTypedIsEchoedAndRead(KubectlProgram kubectl) throws Exception {
        try (KubectlTerminal terminal = KubectlTerminal.start(
                kubectl, 80, 24, "exec", "-it", "web", "--", "sh", "-c", "echo ready; read line; echo \"<$line>\"")) {
            shows(terminal, "ready\r\n");
            terminal.type("hello\r");
            assertThat(terminal.process().waitFor())
                    .as(terminal.screen().text())
                    .isZero();
            assertThat(terminal.screen().whole()).endsWith("hello\r\n<hello>\r\n");
        }
    }

    private static void shows(KubectlTerminal terminal, String line) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains(line));
    }
}
