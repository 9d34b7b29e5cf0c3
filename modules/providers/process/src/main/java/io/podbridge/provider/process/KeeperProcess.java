package io.podbridge.provider.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A keeper that runs. */
final class KeeperProcess implements AutoCloseable {
    /** Stopping a service often signals all its processes: the keeper leaves only when the replica is gone. */
    private static final String DEAF = "trap '' TERM INT HUP QUIT; exec \"$@\"";

    /** It holds a few numbers per container, and should be there at once. */
    private static final List<String> SMALL_JVM =
            List.of("-Xmx24m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData");

    private final Process process;
    private final OutputStream lines;

    private KeeperProcess(Process process) {
        this.process = process;
        this.lines = process.getOutputStream();
    }

    /**
     * How keepers are started.
     *
     * @param fenceAfter the longest silence
     * @param marker how the markers of the containers begin
     * @param errors where its complaints go
     */
    record Launch(Duration fenceAfter, String marker, Path errors) {

        /** Starts one; what it says is given to {@code heard}, line by line, by a thread of its own. */
        KeeperProcess start(Consumer<String> heard) throws IOException {
            var builder = new ProcessBuilder("setsid", "/bin/sh", "-c", DEAF, "keeper", java());
            builder.command().addAll(SMALL_JVM);
            builder.command().addAll(List.of("-cp", classPath(), Keeper.class.getName()));
            builder.command().addAll(List.of(Long.toString(fenceAfter.toMillis()), marker));
            // The variables of this JVM are not for the keeper: JAVA_TOOL_OPTIONS may hold agents.
            builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
            builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
            Process process = builder.start();
            Thread.ofPlatform().daemon().name("process-keeper-answers").start(() -> listen(process, heard));
            return new KeeperProcess(process);
        }

        private static String java() {
            return Path.of(System.getProperty("java.home"), "bin", "java").toString();
        }

        private static String classPath() {
            try {
                var source = Keeper.class.getProtectionDomain().getCodeSource();
                return new File(source.getLocation().toURI()).getPath();
            } catch (URISyntaxException e) {
                throw new IllegalStateException("the class path of this module", e);
            }
        }

        private static void listen(Process process, Consumer<String> heard) {
            try (var reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    heard.accept(line);
                }
            } catch (IOException closed) {
                // It is dead, which the next beat notices.
            }
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Says a line; if it is dead, to nobody. */
    void write(String line) {
        try {
            lines.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            lines.flush();
        } catch (IOException dead) {
            // The next beat notices, and says everything again to another keeper.
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Ends what it says to hear; the keeper kills what is listed and ends. */
    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException dead) {
            // Nothing to end.
        }
    }
}
