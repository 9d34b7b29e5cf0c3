package io.podbridge.provider.process.logs;

import io.podbridge.core.streams.LogOptions.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * Finds where the last lines of a log begin, reading it backwards: the last ten lines of a large file cost what ten
 * lines cost. A line that was cut into several counts once.
 */
final class LogTail {
    /** Holds a few lines of the longest kind. */
    private static final int WINDOW = 4 * CriLines.MAX_CONTENT;

    private final Stream stream;
    private long missing;

    private LogTail(Stream stream, long lines) {
        this.stream = stream;
        this.missing = lines;
    }

    /** A place in a log. */
    record Place(long part, long offset) {}

    /** Where the last so many lines before this place begin; where the log begins if it has no more of them. */
    static Place find(ContainerLog log, Stream stream, long lines, Place end) throws IOException {
        return new LogTail(stream, lines).find(log, end);
    }

    private Place find(ContainerLog log, Place end) throws IOException {
        long oldest = log.extent().oldest();
        for (long part = end.part(); part >= oldest; part--) {
            Optional<FileChannel> opened = log.open(part);
            if (opened.isPresent()) {
                try (FileChannel channel = opened.orElseThrow()) {
                    long to = part == end.part() ? end.offset() : channel.size();
                    long start = search(channel, to);
                    if (start >= 0) {
                        return new Place(part, start);
                    }
                }
            }
        }
        return new Place(oldest, 0);
    }

    /** The end of the last line that is not wanted; -1 if this part has none. */
    private long search(FileChannel channel, long end) throws IOException {
        long to = end;
        while (to > 0) {
            long from = Math.max(0, to - WINDOW);
            byte[] window = read(channel, from, (int) (to - from));
            int lineEnd = window.length;
            int before = previous(window, lineEnd - 1);
            while (before >= 0 || (from == 0 && lineEnd > 0)) {
                if (endsOne(window, before + 1, lineEnd) && missing-- == 0) {
                    return from + lineEnd;
                }
                lineEnd = before + 1;
                before = previous(window, lineEnd - 1);
            }
            to = lineEnd == window.length ? from : from + lineEnd;
        }
        return -1;
    }

    private boolean endsOne(byte[] window, int from, int to) {
        return LogHead.of(window, from, to)
                .filter(head -> head.full() && head.on(stream))
                .isPresent();
    }

    /** The index of the last line feed before this one, or -1. */
    private static int previous(byte[] bytes, int before) {
        int at = before - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }

    private static byte[] read(FileChannel channel, long from, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // Until it is full.
        }
        return buffer.array();
    }
}
