package io.podbridge.bench.streams;

import java.io.IOException;

/** One way to move bytes. */
@FunctionalInterface
public interface Transfer {

    /** In how large pieces bytes are sent: as kubectl and the API server do (Go's io.Copy). */
    int PIECE = 32 * 1024;

    /** After so many milliseconds without a byte a transfer fails: what hangs is to be seen. */
    int PATIENCE_MILLIS = 60_000;

    /**
     * Moves so many bytes, and blocks until the end that they go to has said or seen that it has all of them.
     *
     * @return how long it took, in nanoseconds, without the handshakes of the client's connection
     * @throws IOException when the connection broke, or another number of bytes arrived
     */
    long move(long bytes) throws IOException;

    /** Fails unless both numbers are the same. */
    static void requireAll(long sent, long arrived) throws IOException {
        if (sent != arrived) {
            throw new IOException("of " + sent + " bytes " + arrived + " arrived");
        }
    }
}
