package io.podbridge.provider.process.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.streams.LogOptions;
import io.podbridge.core.streams.LogOptions.Stream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSourceTest {
    private static final ActorSystem SYSTEM = ActorSystem.create("log-source");
    private static final Instant START = Instant.parse("2026-01-02T03:04:00Z");

    private static final ExecutorService BLOCKING = Executors.newCachedThreadPool();

    @TempDir
    private Path directory;

    @AfterAll
    static void endAll() {
        SYSTEM.terminate();
        SYSTEM.getWhenTerminated().toCompletableFuture().join();
        BLOCKING.shutdownNow();
    }

    /** Lines are printed a second apart; each is {@code line<n>}, the even ones on stderr. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        ALL,    -,  -, -,  line1 line2 line3 line4 line5
        STDOUT, -,  -, -,  line1 line3 line5
        STDERR, -,  -, -,  line2 line4
        ALL,    0,  -, -,  ''
        ALL,    2,  -, -,  line4 line5
        STDOUT, 2,  -, -,  line3 line5
        ALL,    99, -, -,  line1 line2 line3 line4 line5
        ALL,    -,  4, -,  line4 line5
        ALL,    -,  9, -,  ''
        ALL,    3,  4, -,  line4 line5
        ALL,    1,  2, -,  line5
        ALL,    -,  -, 6,  line1
        ALL,    -,  -, 8,  line1 li
        ALL,    2,  -, 9,  line4 lin
        """)
    void showsWhatIsAskedFor(Stream stream, Long tail, Long sinceLine, Long limit, String expected) {
        try (var log = log(100)) {
            print(log, 5);
            var options = new LogOptions(
                    false,
                    false,
                    false,
                    Optional.ofNullable(sinceLine).map(START::plusSeconds),
                    tail == null ? OptionalLong.empty() : OptionalLong.of(tail),
                    limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
                    stream);

            assertThat(read(log, options).strip().replace('\n', ' ')).isEqualTo(expected);
        }
    }

    @Test
    void timesComeBeforeLinesAndNotWithinThem() {
        try (var log = log(1_000_000)) {
            var lines = new CriLines("stdout");
            byte[] text = ("x".repeat(CriLines.MAX_CONTENT) + "y\nz\n").getBytes(StandardCharsets.UTF_8);
            log.append(lines.take(text, text.length, START));

            String time = "2026-01-02T03:04:00.000000000Z ";
            assertThat(read(log, with(true, false, OptionalLong.empty())))
                    .isEqualTo(time + "x".repeat(CriLines.MAX_CONTENT) + "y\n" + time + "z\n");
            assertThat(read(log, with(true, false, OptionalLong.of(2))))
                    .as("a line that was cut counts once")
                    .isEqualTo(time + "x".repeat(CriLines.MAX_CONTENT) + "y\n" + time + "z\n");
        }
    }

    @Test
    void aLogThatWasNeverWrittenIsEmpty() {
        try (var log = log(100)) {
            assertThat(read(log, LogOptions.ALL)).isEmpty();
            assertThat(read(log, with(false, false, OptionalLong.of(3)))).isEmpty();
        }
    }

    @Test
    void theTailIsFoundAcrossWindowsAndParts() {
        try (var log =
                new ContainerLog(directory.resolve("0.log"), new ContainerLog.Limits(200_000, 100), Instant::now)) {
            int lines = 40_000;
            print(log, lines);

            var expected = new StringBuilder();
            for (int line = lines - 29_999; line <= lines; line++) {
                expected.append("line").append(line).append('\n');
            }
            assertThat(read(log, with(false, false, OptionalLong.of(30_000)))).isEqualTo(expected.toString());
        }
    }

    /** A reader that is slower than the rotation keeps the part that it has open, and loses none that is kept. */
    @Test
    void followsAcrossRotationUntilTheContainerEnds() throws Exception {
        var log = new ContainerLog(directory.resolve("0.log"), new ContainerLog.Limits(100_000, 1_000), Instant::now);
        int lines = 50_000;
        print(log, 10);
        var read = LogSource.of(log, with(false, true, OptionalLong.empty()), BLOCKING)
                .toMat(Sink.fold(ByteString.emptyByteString(), ByteString::concat), Keep.right())
                .run(SYSTEM);

        for (int line = 11; line <= lines; line++) {
            print(log, line, line);
        }
        log.close();

        String[] found = read.toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .utf8String()
                .split("\n", -1);
        assertThat(found).hasSize(lines + 1);
        assertThat(found[0]).isEqualTo("line1");
        assertThat(found[lines - 1]).isEqualTo("line" + lines);
    }

    @Test
    void whoFollowsGetsEachLineAtOnceAndLetsGoOfTheFile() {
        try (var log = log(1_000)) {
            print(log, 1, 1);
            SinkQueueWithCancel<ByteString> reader = LogSource.of(log, with(false, true, OptionalLong.of(1)), BLOCKING)
                    .runWith(Sink.queue(), SYSTEM);
            assertThat(text(reader.pull())).isEqualTo("line1\n");
            var second = reader.pull();
            print(log, 2, 2);
            assertThat(text(second)).isEqualTo("line2\n");

            reader.cancel();
        }
    }

    @Test
    void whoDoesNotReadHoldsNothingButABuffer() {
        try (var log =
                new ContainerLog(directory.resolve("0.log"), new ContainerLog.Limits(1L << 30, 2), Instant::now)) {
            print(log, 200_000);
            SinkQueueWithCancel<ByteString> reader =
                    LogSource.of(log, LogOptions.ALL, BLOCKING).runWith(Sink.queue(), SYSTEM);

            assertThat(reader.pull().toCompletableFuture().join().orElseThrow().size())
                    .isBetween(1, 128 * 1024);

            reader.cancel();
        }
    }

    private static String text(CompletionStage<Optional<ByteString>> pulled) {
        return pulled.toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join()
                .orElseThrow()
                .utf8String();
    }

    private ContainerLog log(long partSize) {
        return new ContainerLog(directory.resolve("0.log"), new ContainerLog.Limits(partSize, 20), Instant::now);
    }

    private static void print(ContainerLog log, int lines) {
        print(log, 1, lines);
    }

    private static void print(ContainerLog log, int from, int to) {
        for (int line = from; line <= to; line++) {
            log.append(CriLines.line(line % 2 == 0 ? "stderr" : "stdout", "line" + line, START.plusSeconds(line)));
        }
    }

    private static LogOptions with(boolean timestamps, boolean follow, OptionalLong tail) {
        return new LogOptions(follow, false, timestamps, Optional.empty(), tail, OptionalLong.empty(), Stream.ALL);
    }

    private String read(ContainerLog log, LogOptions options) {
        return LogSource.of(log, options, BLOCKING)
                .runFold(ByteString.emptyByteString(), ByteString::concat, SYSTEM)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join()
                .utf8String();
    }
}
