package io.podbridge.testkit.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one control plane.
 *
 * @param path where it is
 * @param temporary whether it is deleted at the end
 */
record WorkDirectory(Path path, boolean temporary) {

    /**
     * Those of control planes that are open: a run that is aborted must not leave etcd's hundred megabytes each time.
     */
    private static final Set<WorkDirectory> TEMPORARY = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(WorkDirectory::deleteAll, "control-plane-cleaner"));
    }

    /** The directory that was given, made if need be, or a new temporary one. */
    static WorkDirectory of(@Nullable Path given) {
        try {
            if (given != null) {
                return new WorkDirectory(Files.createDirectories(given.toAbsolutePath()), false);
            }
            WorkDirectory made = new WorkDirectory(Files.createTempDirectory("podbridge-control-plane-"), true);
            TEMPORARY.add(made);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for the control plane", e);
        }
    }

    /** Exchanges what these names in it mean; either may be missing. */
    void exchange(String one, String other) {
        Path aside = path.resolve(one + ".aside");
        move(path.resolve(one), aside);
        move(path.resolve(other), path.resolve(one));
        move(aside, path.resolve(other));
    }

    /**
     * Puts a copy of what one name in it means in the place of the other.
     *
     * @throws IllegalStateException when there is nothing to copy
     */
    void copy(String from, String to) {
        Path source = path.resolve(from);
        if (!Files.isDirectory(source)) {
            throw new IllegalStateException("there is no " + source);
        }
        try {
            deleteTree(path.resolve(to));
            copyTree(source, path.resolve(to));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + source, e);
        }
    }

    private static void copyTree(Path source, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            for (Path file : all.toList()) {
                Files.copy(file, target.resolve(source.relativize(file)));
            }
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void move(Path from, Path to) {
        try {
            if (Files.exists(from)) {
                Files.move(from, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + from, e);
        }
    }

    /** Deletes a temporary directory; nobody must be writing there any more. Does nothing the second time. */
    void delete() {
        if (!TEMPORARY.remove(this)) {
            return;
        }
        try {
            deleteTree(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }

    private static void deleteAll() {
        ChildProcesses.killAll();
        TEMPORARY.forEach(WorkDirectory::delete);
    }
}
