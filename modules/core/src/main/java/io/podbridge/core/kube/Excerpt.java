package io.podbridge.core.kube;

import java.nio.charset.StandardCharsets;

/** The beginning of what came in an answer, for a line of the log. */
final class Excerpt {

    private static final int BYTES = 100;

    private Excerpt() {}

    /** At most 100 bytes; whatever is not printable is a space, so that nobody can write lines of our log. */
    static String of(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, Math.min(length, BYTES), StandardCharsets.UTF_8);
        return text.replaceAll("[^\\p{Print}\\p{L}\\p{N}]+", " ").strip();
    }

    static String of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }
}
