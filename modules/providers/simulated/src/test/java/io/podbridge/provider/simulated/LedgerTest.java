package io.podbridge.provider.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path directory;

    private final List<String> seen = new ArrayList<>();

    @Test
    void aReaderSeesEachLineOnceWhoeverWroteIt() throws IOException {
        try (var writer = new Ledger(directory);
                var reader = new Ledger(directory)) {
            append(writer, "one");
            reader.read(this::see);
            append(writer, "two");
            append(writer, "three");
            reader.read(this::see);
            reader.read(this::see);
        }
        assertThat(seen).containsExactly("0 one", "4 two", "8 three");
    }

    @Test
    void aPieceOfALineIsNotReadAndCutOffByTheNextWriter() throws IOException {
        try (var reader = new Ledger(directory);
                var writer = new Ledger(directory)) {
            append(writer, "one");
            writeRaw("{\"torn\":");
            reader.read(this::see);
            append(writer, "two");
            reader.read(this::see);
        }
        assertThat(seen).containsExactly("0 one", "4 two");
        assertThat(Files.readString(file())).isEqualTo("one\ntwo\n");
    }

    @Test
    void aLineMayBeLongerThanTheBuffer() throws IOException {
        String line = "x".repeat(300_000);
        try (var ledger = new Ledger(directory)) {
            append(ledger, "one");
            append(ledger, line);
            append(ledger, "two");
        }
        try (var reader = new Ledger(directory)) {
            reader.read(this::see);
        }
        assertThat(seen).containsExactly("0 one", "4 " + line, "300005 two");
    }

    @Test
    void writersWaitForOneAnother() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String name = "writer-" + i;
                writers.add(() -> appendMany(name));
            }
            for (var writer : threads.invokeAll(writers)) {
                assertThat(writer.get()).isEqualTo(100);
            }
        }
        try (var reader = new Ledger(directory)) {
            reader.read(this::see);
        }
        assertThat(seen).hasSize(400).allMatch(line -> line.matches("\\d+ writer-\\d \\d+"));
    }

    private int appendMany(String name) throws IOException {
        try (var ledger = new Ledger(directory)) {
            for (int i = 0; i < 100; i++) {
                append(ledger, name + " " + i);
            }
            return 100;
        }
    }

    private static void append(Ledger ledger, String line) throws IOException {
        ledger.lock((offset, bytes, from, length) -> {});
        try {
            ledger.append(line.getBytes(StandardCharsets.UTF_8));
        } finally {
            ledger.unlock();
        }
    }

    private void writeRaw(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.APPEND);
    }

    private Path file() {
        return directory.resolve(Ledger.FILE);
    }

    private void see(long offset, byte[] bytes, int from, int length) {
        seen.add(offset + " " + new String(bytes, from, length, StandardCharsets.UTF_8));
    }
}
