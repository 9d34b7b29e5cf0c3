package io.podbridge.provider.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log file of one start of a container, for both streams. It is rotated by size: {@code 0.log} is the newest part,
 * then {@code 0.log.1} and so on. What cannot be written is counted and told in the log as soon as it can be written to
 * again: a full disk does not end a pod. Thread-safe; a slow disk slows the writer.
 */
final class ContainerLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerLog.class);

    private final Path file;
    private final Limits limits;
    private final InstantSource clock;
    private Optional<FileChannel> channel = Optional.empty();
    private long size;
    private long lost;
    private boolean closed;

    /**
     * The size of a log.
     *
     * @param maxSize bytes of one file, from which on a new one is begun
     * @param maxFiles how many files there are at most, the newest included
     */
    record Limits(long maxSize, int maxFiles) {}

    /** Makes the file with the first write. */
    ContainerLog(Path file, Limits limits, InstantSource clock) {
        this.file = file;
        this.limits = limits;
        this.clock = clock;
    }

    /** Appends whole lines. Never fails. */
    synchronized void append(byte[] lines) {
        if (lines.length == 0 || closed) {
            return;
        }
        try {
            if (lost > 0) {
                String note = "podbridge: " + lost + " bytes of this log could not be written";
                write(CriLines.line("stderr", note, clock.instant()));
                lost = 0;
            }
            write(lines);
        } catch (IOException e) {
            if (lost == 0) {
                LOG.warn("Cannot write the log {}: {}. The container goes on.", file, e.toString());
            }
            lost += lines.length;
            abandon();
        }
    }

    /** Deletes all its parts. */
    synchronized void delete() {
        abandon();
        for (int part = 0; part < limits.maxFiles(); part++) {
            try {
                Files.deleteIfExists(part(part));
            } catch (IOException e) {
                LOG.warn("Cannot delete the log {}: {}", part(part), e.toString());
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        abandon();
    }

    private void write(byte[] lines) throws IOException {
        if (size > 0 && size + lines.length > limits.maxSize()) {
            abandon();
            rotate();
        }
        if (channel.isEmpty()) {
            Files.createDirectories(file.getParent());
            channel = Optional.of(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            size = channel.orElseThrow().size();
        }
        ByteBuffer buffer = ByteBuffer.wrap(lines);
        while (buffer.hasRemaining()) {
            size += channel.orElseThrow().write(buffer);
        }
    }

    private void rotate() throws IOException {
        Files.deleteIfExists(part(limits.maxFiles() - 1));
        for (int part = limits.maxFiles() - 2; part >= 0; part--) {
            if (Files.exists(part(part))) {
                Files.move(part(part), part(part + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        size = 0;
    }

    private Path part(int number) {
        return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
    }

    /** Closing cannot lose anything: what was written is with the kernel. */
    private void abandon() {
        channel.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("Closing {}", file, e);
            }
        });
        channel = Optional.empty();
    }
}
