package io.podbridge.app.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podbridge.app.Main;
import io.podbridge.app.Packaged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The command {@code demo} in a JVM of its own, with replicas in others. Nothing outlives {@link #close}. */
final class DemoProgram implements AutoCloseable {
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private final DemoFiles files;
    private final Path output;
    private final Process process;

    private DemoProgram(DemoFiles files, Path output, Process process) {
        this.files = files;
        this.output = output;
        this.process = process;
    }

    /** Starts it in a new directory, and waits until it says what to try. */
    static DemoProgram start(String... arguments) {
        try {
            Path parent = Files.createDirectories(Path.of("target", "demo").toAbsolutePath());
            Path directory = Files.createTempDirectory(parent, "");
            Path output = directory.resolveSibling(directory.getFileName() + ".out");
            var process = new ProcessBuilder(command(directory, List.of(arguments)))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            var demo = new DemoProgram(new DemoFiles(directory), output, process);
            demo.awaitStart();
            return demo;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void awaitStart() {
        try {
            awaitOutput("What happens from here on");
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    /** A shell without a terminal has its background jobs ignore SIGINT, and so would all below it. */
    private static List<String> command(Path directory, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Packaged.demo());
        command.addAll(List.of("-cp", Packaged.classPath(), Main.class.getName(), "demo"));
        command.addAll(List.of("--dir", directory.toString()));
        command.addAll(arguments);
        return command;
    }

    DemoFiles files() {
        return files;
    }

    String output() {
        return read(output);
    }

    /** A client with the kubeconfig that it wrote; to be closed by the caller. */
    KubernetesClient client() {
        return client(files.kubeconfig());
    }

    static KubernetesClient client(Path kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    /** The process id in the replica's file. */
    long pid(int replica) {
        return Long.parseLong(read(files.pid(replica)).strip());
    }

    void awaitOutput(String text) {
        await("it to say: " + text).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("it has ended:\n" + output());
            }
            return output().contains(text);
        });
    }

    /** As Ctrl-C or kill does. */
    void signal(String name) {
        signal(name, process.pid());
    }

    static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its exit code, once it has ended. */
    int awaitExit() {
        try {
            if (!process.waitFor(AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it still runs:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(AT_MOST).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(200));
    }

    /** Its replicas notice that it is gone, and go too. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
