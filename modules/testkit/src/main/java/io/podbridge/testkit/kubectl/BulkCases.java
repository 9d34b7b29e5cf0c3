package io.podbridge.testkit.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.testkit.LongForm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** More than fits anywhere on the way. */
public interface BulkCases extends KubectlMatrix {

    /** The buffers on the way hold some ten million. */
    int BYTES = LongForm.of(40_000_000, 200_000_000);

    /** For so long the reader does not read. */
    Duration SLOW = LongForm.of(Duration.ofSeconds(2), Duration.ofSeconds(6));

    /** With which a command waits until kubectl has shown that it is ready. */
    String READY = "read ready; ";

    String GO = "\n";

    @ParameterizedTest
    @MethodSource("newest")
    default void aLongOutputArrives(KubectlProgram kubectl) {
        Numbers.Digest received = new Numbers.Digest();
        KubectlProgram.Ended ended = kubectl.run(
                new ByteArrayInputStream(GO.getBytes(StandardCharsets.US_ASCII)),
                received,
                "exec",
                "-i",
                "web",
                "--",
                "sh",
                "-c",
                READY + "seq 1 999999999 | head -c " + BYTES);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(received.hex()).isEqualTo(Numbers.sha256(BYTES));
    }

    @ParameterizedTest
    @MethodSource("newest")
    default void aLongInputArrives(KubectlProgram kubectl) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        KubectlProgram.Ended ended = kubectl.run(Numbers.of(BYTES), told, "exec", "-i", "web", "--", "sha256sum");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(told.toString(StandardCharsets.US_ASCII)).startsWith(Numbers.sha256(BYTES) + " ");
    }

    @ParameterizedTest
    @MethodSource("newest")
    default void aSlowReaderGetsTheExitCode(KubectlProgram kubectl) throws Exception {
        Process process =
                kubectl.start("exec", "-i", "web", "--", "sh", "-c", READY + "head -c 30000000 /dev/zero; exit 4");
        process.getOutputStream().write(GO.getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        await().pollDelay(SLOW).until(process::isAlive);
        assertThat(process.getInputStream().transferTo(OutputStream.nullOutputStream()))
                .isEqualTo(30_000_000);
        assertThat(process.waitFor()).isEqualTo(4);
    }
}
