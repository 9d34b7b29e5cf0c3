package io.podbridge.testkit.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one control plane.
 *
 * @param path where it is
 * @param temporary whether it is deleted at the end
 */
record WorkDirectory(Path path, boolean temporary) {

    /** The directory that was given, made if need be, or a new temporary one. */
    static WorkDirectory of(@Nullable Path given) {
        try {
            return given == null
                    ? new WorkDirectory(Files.createTempDirectory("podbridge-control-plane-"), true)
                    : new WorkDirectory(Files.createDirectories(given.toAbsolutePath()), false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for the control plane", e);
        }
    }

    void delete() {
        if (!temporary || !Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
