package io.podbridge.testkit.kubectl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A kubectl of this machine.
 *
 * @param file the program
 * @param kubeconfig whom it talks to
 * @param webSockets whether it is told to speak WebSocket instead of SPDY
 */
public record KubectlProgram(Path file, Path kubeconfig, boolean webSockets) {

    /** All of them block: the common pool has too few threads. */
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    /**
     * What came of a run.
     *
     * @param out all that it wrote
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(int code, byte[] out, String err) {
        /** What it wrote, as text. */
        public String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    /** How a run ended whose output went elsewhere. */
    public record Ended(int code, String err) {}

    /**
     * What one says that has thrown away what came before it was ready, as those before 1.34 may (kubernetes#131189).
     */
    private static final String THROWN_AWAY = "Unknown stream id";

    /** One before 1.29 speaks SPDY whatever it is told. */
    private static final Pattern WITHOUT_WEB_SOCKETS = Pattern.compile("kubectl\\.1\\.(\\d|1\\d|2[0-8])");

    /** Each of them with either protocol that it speaks. */
    public static Stream<KubectlProgram> all(Path kubeconfig) throws IOException {
        return chosen(files()).stream()
                .flatMap(file -> protocols(file).map(webSockets -> new KubectlProgram(file, kubeconfig, webSockets)));
    }

    private static Stream<Boolean> protocols(Path file) {
        boolean one = WITHOUT_WEB_SOCKETS.matcher(file.getFileName().toString()).matches();
        return one ? Stream.of(false) : Stream.of(false, true);
    }

    /** The newest, with either protocol. */
    public static Stream<KubectlProgram> newest(Path kubeconfig) throws IOException {
        List<KubectlProgram> all = all(kubeconfig).toList();
        return all.stream().skip(Math.max(0, all.size() - 2));
    }

    /** The oldest, the newest; with {@code -Dpodbridge.kubectls=all} those between them too. */
    private static List<Path> chosen(List<Path> found) {
        boolean all = System.getProperty("podbridge.kubectls", "").equals("all") || found.size() < 3;
        return all ? found : List.of(found.getFirst(), found.getLast());
    }

    /** That on the PATH, and the versions that lie beside one of them. */
    private static List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path kubectl = Path.of(directory, "kubectl");
            if (Files.isExecutable(kubectl)) {
                try (Stream<Path> siblings = Files.list(kubectl.toRealPath().getParent())) {
                    siblings.filter(file -> file.getFileName().toString().startsWith("kubectl."))
                            .filter(Files::isExecutable)
                            .sorted()
                            .forEach(found::add);
                }
                if (found.isEmpty()) {
                    found.add(kubectl);
                }
                break;
            }
        }
        return found;
    }

    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString(), "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What it must find in its environment beside what is there anyway. */
    Map<String, String> environment() {
        return Map.of(
                "KUBECTL_REMOTE_COMMAND_WEBSOCKETS",
                Boolean.toString(webSockets),
                "KUBECTL_PORT_FORWARD_WEBSOCKETS",
                Boolean.toString(webSockets),
                "KUBECACHEDIR",
                kubeconfig.resolveSibling("cache").toString());
    }

    /** Starts it; whoever does ends it. */
    public Process start(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments));
        builder.environment().putAll(environment());
        return builder.start();
    }

    /** Runs it to its end; once more if it has itself thrown away what it got. */
    public Result run(byte[] input, String... arguments) {
        Result result = runOnce(input, arguments);
        return webSockets && result.err().contains(THROWN_AWAY) ? runOnce(input, arguments) : result;
    }

    private Result runOnce(byte[] input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Ended ended = run(new ByteArrayInputStream(input), out, arguments);
        return new Result(ended.code(), out.toByteArray(), ended.err());
    }

    /**
     * Runs it to its end with that input, whose size does not matter, and sends its output there as it comes. Over
     * WebSockets that must not come before the command has got input: then this kubectl is known to be ready for it.
     */
    public Ended run(InputStream input, OutputStream output, String... arguments) {
        try {
            Process process = start(arguments);
            CompletableFuture<Void> out =
                    CompletableFuture.runAsync(() -> copy(process.getInputStream(), output), THREADS);
            Collected err = Collected.of(process.getErrorStream());
            CompletableFuture<Void> in = CompletableFuture.runAsync(() -> write(input, process), THREADS);
            if (!process.waitFor(150, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("kubectl " + List.of(arguments) + " does not end: " + err.whole());
            }
            CompletableFuture.allOf(in, out).join();
            return new Ended(process.exitValue(), err.whole());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static void copy(InputStream from, OutputStream to) {
        try (from) {
            from.transferTo(to);
        } catch (IOException closed) {
            // What came before is what there is.
        }
    }

    private static void write(InputStream input, Process process) {
        try (OutputStream to = process.getOutputStream()) {
            input.transferTo(to);
        } catch (IOException notRead) {
            // A command may end before it has read all.
        }
    }
}
