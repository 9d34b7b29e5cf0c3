package io.podbridge.provider.process.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLogTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000000006Z");
    private static final String HEAD = "2026-01-02T03:04:05.000000006Z ";

    @TempDir
    private Path directory;

    @Test
    void linesAreWrittenAsTheRuntimesDo() {
        var lines = new CriLines("stderr");

        assertThat(take(lines, "one\n\ntw")).isEqualTo(HEAD + "stderr F one\n" + HEAD + "stderr F \n");
        assertThat(take(lines, "o\nthree")).isEqualTo(HEAD + "stderr F two\n");
        assertThat(text(lines.end(NOW))).isEqualTo(HEAD + "stderr F three\n");
        assertThat(lines.end(NOW)).isEmpty();
    }

    @Test
    void aLongLineIsCutAndNothingOfItIsLost() {
        var lines = new CriLines("stdout");
        String most = "x".repeat(CriLines.MAX_CONTENT);

        assertThat(take(lines, most + "rest\n")).isEqualTo(HEAD + "stdout P " + most + "\n" + HEAD + "stdout F rest\n");
    }

    @Test
    void rotatesBySizeAndKeepsTheNewest() throws IOException {
        Path file = directory.resolve("0.log");
        try (var log = new ContainerLog(file, new ContainerLog.Limits(10, 3), InstantSource.fixed(NOW))) {
            for (int line = 1; line <= 9; line++) {
                log.append(("line" + line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(file).hasContent("line9");
        assertThat(directory.resolve("0.log.1")).hasContent("line8");
        assertThat(directory.resolve("0.log.2")).hasContent("line7");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void whatCannotBeWrittenIsToldLater() throws IOException {
        Path blocked = directory.resolve("logs");
        Files.writeString(blocked, "in the way");
        try (var log = new ContainerLog(
                blocked.resolve("0.log"), new ContainerLog.Limits(10_000, 2), InstantSource.fixed(NOW))) {
            log.append(bytes("lost\n"));
            log.append(bytes("too\n"));
            Files.delete(blocked);
            log.append(bytes("back\n"));
        }

        assertThat(blocked.resolve("0.log"))
                .hasContent(HEAD + "stderr F podbridge: 9 bytes of this log could not be written\nback\n");
    }

    private static String take(CriLines lines, String text) {
        return text(lines.take(bytes(text), bytes(text).length, NOW));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
