package io.podbridge.app.bridge;

import io.podbridge.app.Main;
import io.podbridge.app.Packaged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The program in a JVM of its own, to its end.
 *
 * @param exitCode what it ended with
 * @param out its standard output
 * @param err its standard error
 */
record Program(int exitCode, String out, String err) {
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    /** Runs it; fails if it does not end by itself. Its files stay in the directory, for who wants to know more. */
    static Program run(Path directory, Map<String, String> environment, List<String> arguments) {
        try {
            Path files = Files.createTempDirectory(directory, "run-");
            Path out = files.resolve("out");
            Path err = files.resolve("err");
            var builder = new ProcessBuilder(command(arguments))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            int exitCode = await(builder.start(), err);
            return new Program(exitCode, Files.readString(out), Files.readString(err));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static int await(Process process, Path err) throws IOException {
        try {
            if (process.waitFor(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new AssertionError("it still runs after " + AT_MOST + ":\n" + Files.readString(err));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Packaged.replica());
        command.addAll(List.of("-Xmx256m", "-cp", Packaged.classPath(), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }
}
