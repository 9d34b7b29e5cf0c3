package io.podbridge.provider.process.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log file of one start of a container, for both streams. It is rotated by size: {@code 0.log} is the newest part,
 * then {@code 0.log.1} and so on. What cannot be written is counted and told in the log as soon as it can be written to
 * again: a full disk does not end a pod. Thread-safe; a slow disk slows the writer.
 */
public final class ContainerLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerLog.class);

    private final Path file;
    private final Limits limits;
    private final InstantSource clock;
    private Optional<FileChannel> channel = Optional.empty();
    /** The number of the part that is written to; they are counted from 0, whatever their names are by now. */
    private long newest;

    private long size;
    private long lost;
    private boolean closed;
    private final Set<LogChange> waiting = new HashSet<>();

    /**
     * What there is of a log at a moment.
     *
     * @param oldest the number of the first part that is kept
     * @param newest the number of the last one
     * @param complete whether nothing more will be written
     */
    record Extent(long oldest, long newest, boolean complete) {}

    /**
     * The size of a log.
     *
     * @param maxSize bytes of one file, from which on a new one is begun
     * @param maxFiles how many files there are at most, the newest included
     */
    public record Limits(long maxSize, int maxFiles) {}

    /** Makes the file with the first write. */
    public ContainerLog(Path file, Limits limits, InstantSource clock) {
        this.file = file;
        this.limits = limits;
        this.clock = clock;
    }

    /** Appends whole lines. Never fails. */
    public synchronized void append(byte[] lines) {
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
        tell();
    }

    /** What there is of it now. */
    synchronized Extent extent() {
        return new Extent(Math.max(0, newest - limits.maxFiles() + 1), newest, closed);
    }

    /** Where the next line will be written. */
    synchronized LogTail.Place end() throws IOException {
        return new LogTail.Place(newest, Files.exists(file) ? Files.size(file) : 0);
    }

    /** The part of this number, to be read; empty if it is gone, or not there yet. */
    synchronized Optional<FileChannel> open(long number) throws IOException {
        try {
            return number > newest || newest - number >= limits.maxFiles()
                    ? Optional.empty()
                    : Optional.of(FileChannel.open(part((int) (newest - number)), StandardOpenOption.READ));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Tells this once more is written from now on, or nothing more will be. What hangs on it must not block. */
    synchronized void awaitChange(LogChange change) {
        waiting.add(change);
        if (closed) {
            tell();
        }
    }

    /** Who does not wait any longer. */
    synchronized void forget(LogChange change) {
        waiting.remove(change);
    }

    private void tell() {
        waiting.forEach(LogChange::happen);
        waiting.clear();
    }

    /** Deletes all its parts. */
    public synchronized void delete() {
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
        tell();
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
        newest++;
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
