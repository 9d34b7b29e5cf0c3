package io.podbridge.provider.process.logs;

import io.podbridge.core.streams.LogOptions;
import io.podbridge.provider.process.logs.LogTail.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.util.ByteString;

/**
 * Reads a log once, from part to part, while it is written and rotated. Holds one buffer of a part and one of what is
 * to be shown, each bounded. A part that is open is read to its end, whatever becomes of its name; those that are
 * rotated away before they are reached are missed, as with the kubelet. One call at a time; thread-safe as to closing.
 */
final class LogReader {
    private static final int CHUNK = 4 * CriLines.MAX_CONTENT;

    private final ContainerLog log;
    private final LogOptions options;
    private final Executor blocking;
    private final LogView view;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).limit(0);
    private final Place end;
    private long part;
    private long offset;
    private Optional<FileChannel> channel = Optional.empty();
    private Optional<LogChange> change = Optional.empty();
    private boolean closed;

    private LogReader(ContainerLog log, LogOptions options, Executor blocking, Place start, Place end) {
        this.log = log;
        this.options = options;
        this.blocking = blocking;
        this.view = new LogView(options);
        this.part = start.part();
        this.offset = start.offset();
        this.end = end;
    }

    /** One that has found where to begin. Blocks. */
    static LogReader open(ContainerLog log, LogOptions options, Executor blocking) throws IOException {
        Place end = log.end();
        Place start = options.tailLines().isPresent()
                ? LogTail.find(log, options.stream(), options.tailLines().getAsLong(), end)
                : new Place(log.extent().oldest(), 0);
        return new LogReader(log, options, blocking, start, end);
    }

    /** What comes next; empty at the end. While nothing comes, no thread waits. */
    CompletionStage<Optional<ByteString>> next() {
        return CompletableFuture.supplyAsync(this::read, blocking).thenCompose(this::given);
    }

    private synchronized CompletionStage<Optional<ByteString>> given(boolean done) {
        if (view.ready() > 0) {
            return CompletableFuture.completedFuture(Optional.of(ByteString.fromArrayUnsafe(view.drain())));
        }
        return done || change.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : change.orElseThrow().happened().thenComposeAsync(changed -> again(), blocking);
    }

    private CompletionStage<Optional<ByteString>> again() {
        forgetChange();
        return next();
    }

    private synchronized void forgetChange() {
        change.ifPresent(log::forget);
        change = Optional.empty();
    }

    /** Reads until there is a chunk to show, or nothing more by now. True if nothing more will come. */
    private synchronized boolean read() {
        try {
            while (view.ready() < CHUNK) {
                if (closed || view.exhausted()) {
                    return true;
                }
                // Looked at before reading: who has rotated by then has written all of this part.
                ContainerLog.Extent extent = log.extent();
                if (!fill() && !nextPart(extent)) {
                    if (!options.follow() || extent.complete()) {
                        return true;
                    }
                    if (change.isPresent()) {
                        return false;
                    }
                    // What is written between a look and this promise must not be waited for.
                    change = Optional.of(new LogChange());
                    log.awaitChange(change.orElseThrow());
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log", e);
        }
    }

    private boolean fill() throws IOException {
        if (channel.isEmpty()) {
            channel = log.open(part);
        }
        if (channel.isEmpty()) {
            return false;
        }
        buffer.compact();
        int wanted = (int) Math.min(buffer.remaining(), allowed());
        buffer.limit(buffer.position() + wanted);
        int read = wanted == 0 ? -1 : channel.orElseThrow().read(buffer, offset);
        offset += Math.max(0, read);
        buffer.flip();
        takeLines();
        return read > 0;
    }

    /** Who does not follow sees what was there when it was asked for. */
    private long allowed() {
        if (options.follow() || part < end.part()) {
            return Long.MAX_VALUE;
        }
        return part == end.part() ? Math.max(0, end.offset() - offset) : 0;
    }

    private void takeLines() {
        byte[] bytes = buffer.array();
        int from = buffer.position();
        for (int at = from; at < buffer.limit(); at++) {
            if (bytes[at] == '\n') {
                view.take(bytes, from, at);
                from = at + 1;
            }
        }
        // A line longer than the buffer is none of ours.
        buffer.position(from == 0 && buffer.limit() == buffer.capacity() ? buffer.limit() : from);
    }

    private boolean nextPart(ContainerLog.Extent extent) throws IOException {
        if (part >= extent.newest() || (!options.follow() && part >= end.part())) {
            return false;
        }
        leave();
        part = Math.max(part + 1, extent.oldest());
        offset = 0;
        return true;
    }

    private void leave() throws IOException {
        if (channel.isPresent()) {
            channel.orElseThrow().close();
        }
        channel = Optional.empty();
        buffer.clear().limit(0);
    }

    /** Lets go of the file. */
    synchronized void close() {
        closed = true;
        change.ifPresent(LogChange::happen);
        forgetChange();
        try {
            leave();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the log", e);
        }
    }
}
