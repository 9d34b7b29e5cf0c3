package io.podbridge.provider.process.logs;

import io.podbridge.core.streams.LogOptions.Stream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a line of a log file begins, see {@link CriLines}.
 *
 * @param stream which of the two it was printed on
 * @param full whether it ends here, and does not go on in the next one
 * @param timeEnd the index behind its time
 * @param content the index of what was printed
 */
record LogHead(Stream stream, boolean full, int timeEnd, int content) {

    /** Of the line in {@code [from, to)}; empty if it is not one of ours, as after a write that was torn. */
    static Optional<LogHead> of(byte[] bytes, int from, int to) {
        int timeEnd = space(bytes, from, to);
        int streamEnd = space(bytes, timeEnd + 1, to);
        int tagEnd = space(bytes, streamEnd + 1, to);
        if (tagEnd >= to) {
            return Optional.empty();
        }
        String name = new String(bytes, timeEnd + 1, streamEnd - timeEnd - 1, StandardCharsets.US_ASCII);
        boolean full = bytes[streamEnd + 1] != 'P';
        return switch (name) {
            case "stdout" -> Optional.of(new LogHead(Stream.STDOUT, full, timeEnd, tagEnd + 1));
            case "stderr" -> Optional.of(new LogHead(Stream.STDERR, full, timeEnd, tagEnd + 1));
            default -> Optional.empty();
        };
    }

    private static int space(byte[] bytes, int from, int to) {
        int at = Math.min(from, to);
        while (at < to && bytes[at] != ' ') {
            at++;
        }
        return at;
    }

    /** Whether it is wanted. */
    boolean on(Stream wanted) {
        return wanted == Stream.ALL || wanted == stream;
    }
}
