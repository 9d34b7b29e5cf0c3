package io.podbridge.testkit.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever ends a test JVM, its control plane ends too. */
@WithControlPlane
@EnabledOnOs(OS.LINUX)
class AbortedRunIT {

    @Test
    void nothingOutlivesAKilledJvm(@TempDir Path temporary) throws IOException {
        Run run = Run.start(temporary);

        run.process().destroyForcibly();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(run.servers()).hasSize(2).noneMatch(AbortedRunIT::isRunning));
    }

    @Test
    void nothingIsLeftByAJvmThatIsToldToStop(@TempDir Path temporary) throws IOException {
        Run run = Run.start(temporary);
        assertThat(run.directory()).exists();

        run.process().destroy();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(run.servers()).hasSize(2).noneMatch(AbortedRunIT::isRunning);
            assertThat(run.directory()).doesNotExist();
        });
    }

    /** Not {@code ProcessHandle}: for it a process that has ended lives until its new parent, init, looks at it. */
    private static boolean isRunning(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.noneMatch(line -> line.matches("State:\\s+[ZX].*"));
        } catch (IOException e) {
            return false;
        }
    }

    /** A JVM that has a control plane and does nothing with it. */
    private record Run(Process process, Path directory, List<Long> servers) {

        static Run start(Path temporary) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djava.io.tmpdir=" + temporary,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Idle.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader();
            Path directory = Path.of(out.readLine());
            List<Long> servers =
                    Stream.of(out.readLine().split(" ")).map(Long::valueOf).toList();
            return new Run(process, directory, servers);
        }
    }

    /** What that JVM runs: it prints where its control plane is and who, and waits for its end. */
    static final class Idle {

        private Idle() {}

        public static void main(String[] arguments) throws InterruptedException {
            ControlPlane controlPlane = ControlPlane.start();
            System.out.println(controlPlane.directory());
            System.out.println(String.join(
                    " ",
                    controlPlane.pids().values().stream().map(String::valueOf).toList()));
            Thread.currentThread().join();
        }
    }
}
