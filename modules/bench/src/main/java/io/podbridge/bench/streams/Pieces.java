package io.podbridge.bench.streams;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Bytes that mean nothing, in pieces. */
final class Pieces {

    private Pieces() {}

    static void write(OutputStream out, long bytes) throws IOException {
        byte[] piece = new byte[Transfer.PIECE];
        for (long left = bytes; left > 0; left -= piece.length) {
            out.write(piece, 0, (int) Math.min(left, piece.length));
        }
        out.flush();
    }

    /** Reads until there are so many, or no more; how many they were. */
    static long read(InputStream in, long most) throws IOException {
        byte[] piece = new byte[Transfer.PIECE];
        long bytes = 0;
        while (bytes < most) {
            int more = in.read(piece, 0, (int) Math.min(most - bytes, piece.length));
            if (more < 0) {
                return bytes;
            }
            bytes += more;
        }
        return bytes;
    }
}
