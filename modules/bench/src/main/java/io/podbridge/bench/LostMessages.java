package io.podbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Messages between actors that did not arrive, by the logs of the replicas, which have to name all of them
 * ({@link #SETTING}).
 *
 * @param dropped since a queue or buffer was full, or the message too large
 * @param undelivered since there was nobody any more: unavoidable where a replica dies
 */
record LostMessages(long dropped, long undelivered) {

    /** By default a replica names ten of them. */
    static final String SETTING = "pekko.log-dead-letters=on";

    /** Counts them in all logs below this directory. */
    static LostMessages in(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("replica-.*\\.log"))
                    .map(LostMessages::ofLog)
                    .reduce(new LostMessages(0, 0), LostMessages::and);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the logs of the replicas", e);
        }
    }

    /** Counts them in lines of a log. */
    static LostMessages read(List<String> lines) {
        return new LostMessages(
                lines.stream()
                        .filter(line -> line.contains(" was dropped. ") || line.contains("Oversized"))
                        .count(),
                lines.stream()
                        .filter(line -> line.contains(" was not delivered. "))
                        .count());
    }

    private static LostMessages ofLog(Path file) {
        try {
            return read(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private LostMessages and(LostMessages more) {
        return new LostMessages(dropped + more.dropped, undelivered + more.undelivered);
    }
}
