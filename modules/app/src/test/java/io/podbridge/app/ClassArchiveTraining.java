package io.podbridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A small demo from its start to its end: when its JVMs end in order, they write what classes they have loaded. */
final class ClassArchiveTraining {
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    private ClassArchiveTraining() {}

    static void run(Path archives) throws IOException {
        Files.deleteIfExists(archives.resolve("demo.jsa"));
        Files.deleteIfExists(archives.resolve("replica.jsa"));
        Path directory = Files.createTempDirectory(archives, "demo-");
        Path output = directory.resolveSibling(directory.getFileName() + ".out");
        var demo = new ProcessBuilder(command(archives, directory))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            Awaitility.await("the training of class archives")
                    .atMost(AT_MOST)
                    .until(() -> !demo.isAlive() || Files.readString(output).contains("What happens from here on"));
            demo.destroy();
            assertThat(demo.waitFor(AT_MOST.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).as(Files.readString(output)).isZero();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            demo.destroyForcibly();
        }
    }

    private static List<String> command(Path archives, Path directory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Packaged.options(archives, "demo.jsa"));
        command.addAll(List.of("-XX:+AutoCreateSharedArchive", "-cp", Packaged.classPath(), Main.class.getName()));
        command.addAll(List.of("demo", "--provider", "process", "--replicas", "1", "--pods", "2"));
        command.addAll(List.of("--dir", directory.toString()));
        return command;
    }
}
