package io.podbridge.provider.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;

/** A {@link ReplicaMain} that runs, and the processes of its pods, found by an argument that nobody else has. */
final class Victim implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final String mark;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private Victim(Process process, String mark) {
        this.process = process;
        this.mark = mark;
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** Starts one; {@code $SLEEP} in the script sleeps for ever, and can be found. */
    static Victim start(Path directory, String settings, int pods, String script) throws IOException {
        String mark = "100000." + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ReplicaMain.class.getName(),
                directory.toString(),
                settings,
                Integer.toString(pods),
                script.replace("$SLEEP", "sleep " + mark));
        return new Victim(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start(), mark);
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitLine(String expected) {
        Awaitility.await(expected).atMost(PATIENCE).until(() -> lines.contains(expected));
    }

    Queue<String> lines() {
        return lines;
    }

    /** The processes of its pods. */
    List<ProcessEntry> pods() {
        return having(mark).stream()
                .filter(entry -> entry.pid() != process.pid())
                .toList();
    }

    void awaitPods(int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pods()).hasSize(count));
    }

    /** Its keepers: one, but for moments. */
    List<ProcessEntry> keepers(Path directory) throws IOException {
        try (var runs = Files.list(directory)) {
            return runs.filter(Files::isDirectory)
                    .flatMap(run -> having(run.getFileName() + "/").stream())
                    .filter(entry -> commandLine(entry.pid()).contains(Keeper.class.getName()))
                    .toList();
        }
    }

    private static List<ProcessEntry> having(String text) {
        try {
            return ProcessEntry.alive().stream()
                    .filter(entry -> commandLine(entry.pid()).contains(text))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " " + process.pid())
                .start()
                .waitFor();
    }

    void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
        try {
            awaitPods(0);
        } finally {
            // A test that fails leaves nothing either.
            pods().forEach(ProcessEntry::kill);
        }
    }
}
