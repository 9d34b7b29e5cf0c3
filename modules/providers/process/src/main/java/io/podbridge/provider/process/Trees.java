package io.podbridge.provider.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Directories that are nobody else's business. */
final class Trees {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private Trees() {}

    /** Makes the directory and those above it, readable by this user only. */
    static Path create(Path directory) throws IOException {
        return Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    /**
     * Deletes the directory and what is in it; does not follow links. What is not there is deleted.
     *
     * @throws IOException if something stays
     */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new Deletion());
    }

    /** A directory that could not be opened before its rights were mended. */
    private static FileVisitResult visitAgain(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        if (!Files.isDirectory(file) || (Files.isReadable(file) && Files.isExecutable(file))) {
            throw failure;
        }
        Files.setPosixFilePermissions(file, OWNER_ONLY);
        delete(file);
        return FileVisitResult.CONTINUE;
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
            // A container may have taken away its own right to look or to write.
            Files.setPosixFilePermissions(visited, OWNER_ONLY);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            return visitAgain(file, failure);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
        }
    }
}
