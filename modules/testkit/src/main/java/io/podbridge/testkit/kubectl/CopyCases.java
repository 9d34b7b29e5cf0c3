package io.podbridge.testkit.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Directories go in and out through the {@code tar} of the container, which is that of this machine. */
public interface CopyCases extends KubectlMatrix {

    @ParameterizedTest
    @MethodSource("kubectls")
    default void aDirectoryIsCopiedIn(KubectlProgram kubectl, @TempDir Path directory) throws IOException {
        Path here = fill(directory.resolve("here"));
        Path there = Files.createDirectory(directory.resolve("there"));
        copy(kubectl, here.toString(), "web:" + there);
        assertThat(tree(there.resolve("here"))).isEqualTo(tree(here));
    }

    @ParameterizedTest
    @MethodSource("kubectls")
    default void aDirectoryIsCopiedOut(KubectlProgram kubectl, @TempDir Path directory) throws IOException {
        Path there = fill(directory.resolve("there"));
        Path here = directory.resolve("here");
        copy(kubectl, "web:" + there, here.toString());
        assertThat(tree(here)).isEqualTo(tree(there));
    }

    private static void copy(KubectlProgram kubectl, String from, String to) {
        KubectlProgram.Result result = kubectl.run(new byte[0], "cp", from, to);
        assertThat(result.code()).as(result.err()).isZero();
    }

    private static Path fill(Path root) throws IOException {
        byte[] bytes = new byte[2_000_000];
        new Random(3).nextBytes(bytes);
        Files.createDirectories(root.resolve("nothing in it"));
        Files.createDirectories(root.resolve("deep/er"));
        Files.write(root.resolve("deep/er/bytes"), bytes);
        Files.writeString(root.resolve("deep/a name with spaces"), "text\n");
        Files.createFile(root.resolve("empty"));
        for (int i = 0; i < 100; i++) {
            Files.writeString(root.resolve("deep/file-" + i), "number " + i);
        }
        return root;
    }

    /** What lies where below it; of directories just that they are there. */
    private static Map<String, String> tree(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            paths.forEach(path -> found.put(root.relativize(path).toString(), content(path)));
        }
        return found;
    }

    private static String content(Path path) {
        try {
            return Files.isDirectory(path)
                    ? "directory"
                    : "file " + Base64.getEncoder().encodeToString(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
