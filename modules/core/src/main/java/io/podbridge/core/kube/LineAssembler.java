package io.podbridge.core.kube;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Cuts a stream of bytes into lines. Every byte is copied once, into a buffer that is used again. Threads: one. */
final class LineAssembler {

    /** etcd takes objects of 1.5 MB; a longer line is no event. */
    static final int MAX_LINE = 16 << 20;

    private static final int USUAL_SIZE = 16 << 10;

    /** A buffer that one huge pod has made larger than this is given back. */
    private static final int KEPT_SIZE = 256 << 10;

    private byte[] line = new byte[USUAL_SIZE];
    private int length;
    private boolean whole;

    /** Reads up to the end of a line; true if it is there: then {@link #line} and {@link #length} are that line. */
    boolean read(ByteBuffer buffer) throws LineTooLongException {
        if (whole) {
            startOver();
        }
        int end = newline(buffer);
        int more = (end < 0 ? buffer.limit() : end) - buffer.position();
        grow(more);
        buffer.get(line, length, more);
        length += more;
        if (end >= 0) {
            buffer.get();
            whole = true;
        }
        return whole;
    }

    /** Holds the line from its first byte on, until the next call of {@link #read}. */
    byte[] line() {
        return line;
    }

    int length() {
        return length;
    }

    /** Whether a line has begun, and not ended. */
    boolean partial() {
        return !whole && length > 0;
    }

    private void startOver() {
        whole = false;
        length = 0;
        if (line.length > KEPT_SIZE) {
            line = new byte[USUAL_SIZE];
        }
    }

    private void grow(int more) throws LineTooLongException {
        if (more > MAX_LINE - length) {
            throw new LineTooLongException();
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, Math.min(2 * line.length, MAX_LINE)));
        }
    }

    private static int newline(ByteBuffer buffer) {
        for (int i = buffer.position(); i < buffer.limit(); i++) {
            if (buffer.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** A line is longer than any event can be. */
    static final class LineTooLongException extends Exception {
        LineTooLongException() {
            super("a line is longer than " + MAX_LINE + " bytes");
        }
    }
}
