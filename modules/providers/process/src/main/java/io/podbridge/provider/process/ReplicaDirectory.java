package io.podbridge.provider.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one run of a replica: {@code <directory>/run-<uuid>}, with a lock that the kernel lets go when the
 * process dies. So it is known for sure which directories are those of the dead; whoever comes next cleans up after
 * them, and never touches those of a replica that lives, on the same machine or in the same JVM.
 */
final class ReplicaDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaDirectory.class);
    private static final String LOCK = "lock";
    /** Whatever else somebody keeps in the directory is none of ours. */
    private static final Pattern RUN = Pattern.compile("run-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * The runs of this JVM. A POSIX lock does not keep out its own process, and closing any descriptor of the file
     * would let it go.
     */
    private static final Set<Path> HERE = new HashSet<>();

    private final Path root;
    private final FileChannel lock;

    private ReplicaDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Makes one below the directory, which all replicas of this machine may share, and cleans up after the dead. */
    static ReplicaDirectory open(Path directory) throws IOException {
        Trees.create(directory);
        Path everything = directory.toRealPath();
        synchronized (HERE) {
            try (FileChannel oneAtATime = channel(everything.resolve(LOCK))) {
                oneAtATime.lock();
                cleanAfterTheDead(everything);
                Path root = Trees.create(everything.resolve("run-" + UUID.randomUUID()));
                FileChannel own = channel(root.resolve(LOCK));
                own.lock();
                HERE.add(root);
                return new ReplicaDirectory(root, own);
            }
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void cleanAfterTheDead(Path everything) throws IOException {
        List<Path> others;
        try (Stream<Path> found = Files.list(everything)) {
            others = found.filter(
                            path -> RUN.matcher(path.getFileName().toString()).matches())
                    .filter(path -> Files.isRegularFile(path.resolve(LOCK)))
                    .filter(path -> !HERE.contains(path))
                    .toList();
        }
        for (Path other : others) {
            cleanIfDead(other);
        }
    }

    private static void cleanIfDead(Path other) {
        try (FileChannel channel = FileChannel.open(other.resolve(LOCK), StandardOpenOption.WRITE)) {
            if (Optional.ofNullable(channel.tryLock()).isPresent()) {
                String run = Marker.prefix(other.getFileName().toString());
                Signals.killAll(
                        List.of(),
                        process -> Marker.of(process)
                                .filter(value -> value.startsWith(run))
                                .isPresent());
                Trees.delete(other);
                LOG.info("Cleaned up after a replica that died: {}", other);
            }
        } catch (IOException e) {
            LOG.warn("Cannot clean up after a replica that died: {}: {}", other, e.toString());
        }
    }

    /** This run's name, unlike any other's. */
    String run() {
        return root.getFileName().toString();
    }

    /** Where it is. */
    Path path() {
        return root;
    }

    /** The directory of a pod, which need not exist. */
    Path pod(String uid) {
        return root.resolve("pods").resolve(uid);
    }

    /** Where the keeper complains. */
    Path keeperErrors() {
        return root.resolve("keeper.log");
    }

    /** Deletes it. */
    @Override
    public void close() {
        synchronized (HERE) {
            try (lock) {
                Trees.delete(root);
            } catch (IOException e) {
                LOG.warn("The directory {} could not be removed: {}", root, e.toString());
            }
            HERE.remove(root);
        }
    }
}
