package io.podbridge.app.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads what is added to a log. For one thread. */
final class LogTail {
    /** A burst of more is skipped: it is for spectators. */
    private static final int MOST = 256 * 1024;

    private final Path file;
    private long position;
    private String begun = "";

    LogTail(Path file) {
        this.file = file;
    }

    /** The whole lines that have come since the last call. */
    List<String> next() {
        if (!Files.exists(file)) {
            return List.of();
        }
        var text = begun + added();
        int end = text.lastIndexOf('\n') + 1;
        begun = text.substring(end);
        return text.substring(0, end).lines().toList();
    }

    private String added() {
        try (var input = new RandomAccessFile(file.toFile(), "r")) {
            long length = input.length();
            if (length - position > MOST) {
                position = length - MOST;
                begun = "";
            }
            var bytes = new byte[(int) (length - position)];
            input.seek(position);
            input.readFully(bytes);
            position = length;
            // Its log is ASCII but for what users have named; a letter cut in two is a wrong letter in a line.
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The last lines of a file; empty if there is none. */
    static String last(Path file, int lines) {
        var all = new LogTail(file).next();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }
}
