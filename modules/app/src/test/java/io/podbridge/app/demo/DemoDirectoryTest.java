package io.podbridge.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podbridge.app.ExitCode;
import io.podbridge.app.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDirectoryTest {
    @TempDir
    private Path parent;

    @Test
    void makesOneForItsOwnerOnly() throws IOException {
        var path = parent.resolve("a/b");
        try (var directory = DemoDirectory.claim(Optional.of(path))) {
            assertThat(directory.files().directory()).isEqualTo(path);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
        assertThat(path).isDirectory();
    }

    @Test
    void takesAnEmptyOne() {
        try (var directory = DemoDirectory.claim(Optional.of(parent))) {
            assertThat(directory.files().mark()).exists();
        }
    }

    @Test
    void leavesOtherPeoplesFilesAlone() throws IOException {
        var file = Files.writeString(parent.resolve("kubeconfig"), "mine");
        assertRefused(parent, "holds something else than a demo");
        assertRefused(file, "is no directory");
        assertThat(file).hasContent("mine");
        assertThat(parent.toFile().list()).containsExactly("kubeconfig");
    }

    @Test
    void isForOneDemoAtATime() {
        try (var first = DemoDirectory.claim(Optional.of(parent))) {
            assertRefused(first.files().directory(), "Another demo runs in");
        }
        DemoDirectory.claim(Optional.of(parent)).close();
    }

    @Test
    void theNextOneIsTheSameBridgeAndFindsNoOldProcesses() throws IOException {
        String identity;
        try (var first = DemoDirectory.claim(Optional.of(parent))) {
            identity = first.identity();
            Files.writeString(first.files().pid(1), "1");
            Files.writeString(first.files().log(1), "old");
            Files.createDirectory(first.files().simulatedCloud());
        }
        try (var second = DemoDirectory.claim(Optional.of(parent))) {
            assertThat(second.identity()).isEqualTo(identity).matches("demo-[0-9a-f]{8}");
            assertThat(second.files().pid(1)).doesNotExist();
            assertThat(second.files().log(1)).doesNotExist();
            assertThat(second.files().simulatedCloud()).isDirectory();
        }
    }

    @Test
    void aTemporaryOneGoes() throws IOException {
        Path path;
        try (var directory = DemoDirectory.claim(Optional.empty())) {
            path = directory.files().directory();
            Files.createDirectories(path.resolve("a/b"));
            assertThat(path).isDirectory();
        }
        assertThat(path).doesNotExist();
    }

    private static void assertRefused(Path path, String message) {
        assertThatThrownBy(() -> DemoDirectory.claim(Optional.of(path)))
                .isInstanceOfSatisfying(
                        StartupFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.CANNOT_CREATE))
                .hasMessageContaining(message);
    }
}
