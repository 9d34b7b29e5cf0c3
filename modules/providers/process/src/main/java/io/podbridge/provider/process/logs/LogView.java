package io.podbridge.provider.process.logs;

import io.podbridge.core.streams.LogOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What somebody sees of the lines of a log: those that are wanted, without what the file says beside them. As the
 * kubelet does it (kuberuntime/logs): the limit of bytes cuts within a line. For one thread.
 */
final class LogView {
    /** Behind it the file's form of a time has more digits, before it others. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final LogOptions options;
    private final Optional<byte[]> since;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long left;
    private boolean atLineStart = true;

    LogView(LogOptions options) {
        this.options = options;
        this.since = options.since().map(LogView::inTheFilesForm);
        this.left = options.limitBytes().orElse(Long.MAX_VALUE);
    }

    /** Times of one width are in order as their letters are. */
    private static byte[] inTheFilesForm(Instant time) {
        Instant shown = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        return CriLines.time(shown).getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes the line in {@code [from, to)}, without its line feed. */
    void take(byte[] bytes, int from, int to) {
        LogHead.of(bytes, from, to).filter(head -> wanted(head, bytes, from)).ifPresent(head -> {
            if (options.timestamps() && atLineStart) {
                write(bytes, from, head.timeEnd() + 1);
            }
            write(bytes, head.content(), to);
            if (head.full()) {
                write(new byte[] {'\n'}, 0, 1);
            }
            atLineStart = head.full();
        });
    }

    private boolean wanted(LogHead head, byte[] bytes, int from) {
        return head.on(options.stream())
                && since.filter(earliest ->
                                Arrays.compare(bytes, from, head.timeEnd(), earliest, 0, earliest.length) < 0)
                        .isEmpty();
    }

    private void write(byte[] bytes, int from, int to) {
        int length = (int) Math.min(left, to - from);
        out.write(bytes, from, length);
        left -= length;
    }

    /** Bytes that are ready. */
    int ready() {
        return out.size();
    }

    /** Takes out what is ready. */
    byte[] drain() {
        byte[] ready = out.toByteArray();
        out.reset();
        return ready;
    }

    /** Whether no more may be shown. */
    boolean exhausted() {
        return left == 0;
    }
}
