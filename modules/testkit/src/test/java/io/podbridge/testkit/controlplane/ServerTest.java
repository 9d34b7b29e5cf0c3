package io.podbridge.testkit.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that fail to start, stop or listen, played by the shell. */
class ServerTest {

    @TempDir
    private Path directory;

    @Test
    void takesAnotherPortWhenSomebodyWasFaster() {
        List<Integer> ports = new ArrayList<>();

        Server server = Server.start(
                "shell",
                directory,
                port -> {
                    ports.add(port);
                    return shell(
                            ports.size() < 3
                                    ? "echo bind: address already in use; exit 1"
                                    : "touch ready; exec sleep 600");
                },
                port -> this::isReady);

        assertThat(ports).hasSize(3).doesNotHaveDuplicates();
        assertThat(server.port()).isEqualTo(ports.getLast());
        server.stop();
    }

    @Test
    void givesUpAtOnceForAnyOtherReason() {
        List<Integer> ports = new ArrayList<>();

        assertThatThrownBy(() -> Server.start(
                        "shell",
                        directory,
                        port -> {
                            ports.add(port);
                            return shell("echo no such flag; exit 2");
                        },
                        port -> () -> false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("exit code 2")
                .hasMessageContaining("no such flag");
        assertThat(ports).hasSize(1);
    }

    @Test
    void endsAHaltedProcessByItsOwnMeans() {
        Server server = Server.start(
                "shell",
                directory,
                port -> shell("trap 'echo goodbye; exit 0' TERM; touch ready; while :; do sleep 0.01; done"),
                port -> this::isReady);

        server.pause();
        server.stop();

        assertThat(server.isAlive()).isFalse();
        assertThat(server.logTail(1)).isEqualTo("goodbye");
    }

    private boolean isReady() {
        return Files.exists(directory.resolve("ready"));
    }

    private List<String> shell(String script) {
        return List.of("/bin/sh", "-c", "cd " + directory + " && { " + script + "; }");
    }
}
