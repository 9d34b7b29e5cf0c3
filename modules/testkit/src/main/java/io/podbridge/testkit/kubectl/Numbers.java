package io.podbridge.testkit.kubectl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The numbers from one on, each on a line, as {@code seq} writes them: no part of it is like another. */
public final class Numbers extends InputStream {

    /** Receives and forgets, but for the digest. */
    public static final class Digest extends DigestOutputStream {
        /** Of nothing yet. */
        public Digest() {
            super(OutputStream.nullOutputStream(), sha256());
        }

        /** Of all that came. */
        public String hex() {
            return HexFormat.of().formatHex(getMessageDigest().digest());
        }
    }

    private long left;
    private int number;
    private byte[] line = {};
    private int position;

    private Numbers(long bytes) {
        left = bytes;
    }

    /** So many bytes of it. */
    public static Numbers of(long bytes) {
        return new Numbers(bytes);
    }

    /** The digest of so many bytes of it. */
    public static String sha256(long bytes) {
        try (Digest digest = new Digest();
                Numbers numbers = of(bytes)) {
            numbers.transferTo(digest);
            return digest.hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        int wanted = (int) Math.min(length, left);
        for (int filled = 0; filled < wanted; ) {
            nextLineAtItsEnd();
            int part = Math.min(wanted - filled, line.length - position);
            System.arraycopy(line, position, into, offset + filled, part);
            position += part;
            filled += part;
        }
        left -= wanted;
        return wanted;
    }

    private void nextLineAtItsEnd() {
        if (position == line.length) {
            number++;
            line = (number + "\n").getBytes(StandardCharsets.US_ASCII);
            position = 0;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new AssertionError(everyJavaHasIt);
        }
    }
}
