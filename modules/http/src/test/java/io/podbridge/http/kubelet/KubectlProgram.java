package io.podbridge.http.kubelet;

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
import java.util.stream.Stream;

/** A kubectl of this machine. */
record KubectlProgram(Path file, Path kubeconfig, boolean webSockets) {

    /** All of them block: the common pool has too few threads. */
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    @SuppressWarnings("ArrayRecordComponent")
    record Result(int code, byte[] out, String err) {
        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    /** Each of them with either protocol. */
    static Stream<KubectlProgram> all(Path kubeconfig) throws IOException {
        return chosen(files()).stream()
                .flatMap(file -> Stream.of(
                        new KubectlProgram(file, kubeconfig, false), new KubectlProgram(file, kubeconfig, true)));
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

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(file.toString(), "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", Boolean.toString(webSockets));
        environment.put("KUBECTL_PORT_FORWARD_WEBSOCKETS", Boolean.toString(webSockets));
        environment.put("KUBECACHEDIR", kubeconfig.resolveSibling("cache").toString());
        return builder.start();
    }

    Result run(byte[] input, String... arguments) {
        try {
            Process process = start(arguments);
            CompletableFuture<byte[]> out =
                    CompletableFuture.supplyAsync(() -> read(process.getInputStream()), THREADS);
            CompletableFuture<byte[]> err =
                    CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), THREADS);
            CompletableFuture<Void> in =
                    CompletableFuture.runAsync(() -> write(process.getOutputStream(), input), THREADS);
            if (!process.waitFor(150, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("kubectl " + List.of(arguments) + " does not end: "
                        + new String(err.join(), StandardCharsets.UTF_8));
            }
            in.join();
            return new Result(process.exitValue(), out.join(), new String(err.join(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static byte[] read(InputStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (stream) {
            stream.transferTo(bytes);
        } catch (IOException closed) {
            // What came before is what there is.
        }
        return bytes.toByteArray();
    }

    private static void write(OutputStream stream, byte[] input) {
        try (stream) {
            stream.write(input);
        } catch (IOException notRead) {
            // A command may end before it has read all.
        }
    }
}
