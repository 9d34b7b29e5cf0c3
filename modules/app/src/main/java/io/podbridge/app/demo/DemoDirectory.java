package io.podbridge.app.demo;

import io.podbridge.app.ExitCode;
import io.podbridge.app.StartupFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A directory that belongs to this demo alone, until it is closed. */
final class DemoDirectory implements AutoCloseable {
    private static final int IDENTITY_LENGTH = 13;

    private final DemoFiles files;
    private final boolean temporary;
    private final FileChannel mark;
    private final String identity;

    private DemoDirectory(DemoFiles files, boolean temporary, FileChannel mark) throws IOException {
        this.files = files;
        this.temporary = temporary;
        this.mark = mark;
        this.identity = readOrMakeIdentity(mark);
    }

    /**
     * Takes the one that was asked for, or a new temporary one.
     *
     * @throws StartupFailure {@link ExitCode#CANNOT_CREATE} if it holds something else than a demo, another demo runs
     *     in it, or it cannot be written
     */
    static DemoDirectory claim(Optional<Path> asked) {
        try {
            var files = new DemoFiles(asked.isPresent() ? existing(asked.get()) : temporary());
            var directory = new DemoDirectory(files, asked.isEmpty(), lock(files));
            directory.forgetTheLastDemo();
            return directory;
        } catch (IOException unusable) {
            throw new StartupFailure(
                    ExitCode.CANNOT_CREATE,
                    "The directory cannot be used: " + unusable + ".",
                    "--dir",
                    "Name another one, or check its permissions.",
                    unusable);
        }
    }

    DemoFiles files() {
        return files;
    }

    /** Who the bridge is: the same whenever a demo runs in this directory, since it finds what is left of the last. */
    String identity() {
        return identity;
    }

    /** Lets others have it; a temporary one is removed. */
    @Override
    public void close() {
        try {
            mark.close();
            if (temporary) {
                remove(files.directory());
            }
        } catch (IOException somethingIsLeft) {
            throw new UncheckedIOException("cannot remove " + files.directory(), somethingIsLeft);
        }
    }

    /** Kubeconfig and logs are for their owner only. */
    private static Path temporary() throws IOException {
        return Files.createTempDirectory("podbridge-demo-").toRealPath();
    }

    private static Path existing(Path asked) throws IOException {
        if (Files.exists(asked)) {
            requireNobodyElses(asked);
            return asked;
        }
        Files.createDirectories(asked);
        if (Files.getFileStore(asked).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(asked, PosixFilePermissions.fromString("rwx------"));
        }
        return asked;
    }

    private static void requireNobodyElses(Path asked) throws IOException {
        if (!Files.isDirectory(asked)) {
            throw refused(asked + " is no directory.");
        }
        try (Stream<Path> entries = Files.list(asked)) {
            if (!Files.exists(new DemoFiles(asked).mark()) && entries.findAny().isPresent()) {
                throw refused(asked + " holds something else than a demo.");
            }
        }
    }

    private static FileChannel lock(DemoFiles files) throws IOException {
        var channel = FileChannel.open(
                files.mark(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw refused("Another demo runs in " + files.directory() + ".");
        }
        return channel;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ourselves) {
            return false;
        }
    }

    private static String readOrMakeIdentity(FileChannel mark) throws IOException {
        var buffer = ByteBuffer.allocate(IDENTITY_LENGTH);
        if (mark.read(buffer, 0) == IDENTITY_LENGTH) {
            return new String(buffer.array(), StandardCharsets.US_ASCII);
        }
        var made = "demo-" + UUID.randomUUID().toString().substring(0, IDENTITY_LENGTH - "demo-".length());
        mark.write(ByteBuffer.wrap(made.getBytes(StandardCharsets.US_ASCII)), 0);
        return made;
    }

    /** Its process ids may be somebody else's by now. */
    private void forgetTheLastDemo() throws IOException {
        try (Stream<Path> entries = Files.list(files.directory())) {
            for (Path file : entries.filter(DemoDirectory::ofOneRun).toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean ofOneRun(Path file) {
        return file.getFileName().toString().matches("replica-\\d+\\.(pid|log)|demo\\.log|kubeconfig|hello\\.yaml");
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static StartupFailure refused(String what) {
        return new StartupFailure(ExitCode.CANNOT_CREATE, what, "--dir", "Name a new or an empty directory.");
    }
}
