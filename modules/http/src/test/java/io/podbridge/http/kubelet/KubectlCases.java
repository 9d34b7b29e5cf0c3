package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.testkit.kubectl.BulkCases;
import io.podbridge.testkit.kubectl.CommandCases;
import io.podbridge.testkit.kubectl.CopyCases;
import io.podbridge.testkit.kubectl.KubectlProgram;
import io.podbridge.testkit.kubectl.PortForwardCases;
import io.podbridge.testkit.kubectl.TerminalCases;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole matrix, on containers in this JVM. */
abstract class KubectlCases
        implements LocalMatrix, CommandCases, BulkCases, TerminalCases, LogCases, CopyCases, PortForwardCases {

    @ParameterizedTest
    @MethodSource("kubectls")
    void attachJoinsTheProcess(KubectlProgram kubectl) {
        KubectlProgram.Result result = kubectl.run("hello\n".getBytes(StandardCharsets.UTF_8), "attach", "-i", "web");
        assertThat(result.text()).isEqualTo("attached\nhello\n");
        assertThat(result.code()).as(result.err()).isZero();
    }
}
