package io.podbridge.testkit.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A person at a terminal, before a program that has one too. */
public interface TerminalCases extends KubectlMatrix {

    String INTERRUPT = "\u0003";

    /** Says the size of its terminal again and again, until it is interrupted. */
    String SIZES = "trap 'echo interrupted; exit 42' INT; while :; do stty size; sleep 0.1; done";

    /** Says again and again that it is ready, until it has read a line. */
    String READER = "while :; do echo ready; sleep 0.1; done & read line; kill $!; echo \"<$line>\"";

    @ParameterizedTest
    @MethodSource("kubectls")
    default void theTerminalHasTheSizeOfThatOfTheClientAndAnInterruptArrives(KubectlProgram kubectl) throws Exception {
        try (KubectlTerminal terminal = start(kubectl, SIZES)) {
            shows(terminal, "33 91\r\n");
            terminal.resize(120, 40);
            shows(terminal, "40 120\r\n");
            terminal.type(INTERRUPT);
            assertThat(terminal.screen().whole()).contains("interrupted\r\n").contains("exit code 42");
            assertThat(terminal.process().waitFor()).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    default void whatIsTypedIsRead(KubectlProgram kubectl) throws Exception {
        try (KubectlTerminal terminal = start(kubectl, READER)) {
            shows(terminal, "ready\r\n");
            terminal.type("hello\r");
            assertThat(terminal.screen().whole()).endsWith("<hello>\r\n");
            assertThat(terminal.process().waitFor()).isZero();
        }
    }

    private static KubectlTerminal start(KubectlProgram kubectl, String script) throws IOException {
        return KubectlTerminal.start(kubectl, 91, 33, "exec", "-it", "web", "--", "sh", "-c", script);
    }

    private static void shows(KubectlTerminal terminal, String line) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains(line));
    }
}
