package io.podbridge.testkit.controlplane;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The real kubectl, as one user: the client that users have, with opinions of its own about answers.
 *
 * @param kubeconfig the file that says who and where
 */
public record Kubectl(Path kubeconfig) {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /**
     * What one run gave.
     *
     * @param exitCode 0 when it went well
     * @param out what it printed for programs
     * @param err what it printed for people
     */
    public record Result(int exitCode, String out, String err) {

        /**
         * The output of a run that must have gone well.
         *
         * @throws AssertionError with what was printed when it did not
         */
        public String outOrFail() {
            if (exitCode != 0) {
                throw new AssertionError("kubectl ended with " + exitCode + ": " + err + out);
            }
            return out;
        }
    }

    /**
     * The kubectl on the PATH.
     *
     * @throws RuntimeException when there is none: skips the test, or fails it where tools are required
     */
    public static Kubectl with(Path kubeconfig) {
        boolean present = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
        if (!present) {
            throw Requirement.missing("kubectl is not on the PATH");
        }
        return new Kubectl(kubeconfig);
    }

    /** Runs it to its end; see {@link #runWithInput}. */
    public Result run(String... arguments) {
        return runWithInput("", arguments);
    }

    /**
     * Runs it to its end, at most a minute.
     *
     * @param input what it reads on its standard input
     * @throws AssertionError when it does not end in time
     */
    public Result runWithInput(String input, String... arguments) {
        try {
            Path directory =
                    Files.createTempDirectory(kubeconfig.toAbsolutePath().getParent(), "kubectl-");
            Path in = Files.writeString(directory.resolve("in"), input);
            return run(command(arguments), in, directory.resolve("out"), directory.resolve("err"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run kubectl", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kubectl ran", e);
        }
    }

    private static Result run(List<String> command, Path in, Path out, Path err)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + TIMEOUT + ": " + command + "\n" + Files.readString(err));
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /**
     * With a cache of its own: the user's is kept by host and port, and another control plane may have had this port.
     */
    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "kubectl", "--kubeconfig=" + kubeconfig, "--cache-dir=" + kubeconfig.resolveSibling("kubectl-cache")));
        command.addAll(List.of(arguments));
        return command;
    }
}
