package io.podbridge.provider.process.logs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Cuts the bytes of one stream into the lines of a CRI log: {@code <time> <stream> <F or P> <content>}, where P says
 * that the line goes on in the next one. Source: kubernetes/design-proposals-archive, "kubelet-cri-logging". The
 * content is kept byte by byte, whatever its encoding. For one thread.
 */
final class CriLines {
    /** As the container runtimes cut; bounds what is held of a line that has no end. */
    static final int MAX_CONTENT = 16 * 1024;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

    private final String stream;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** Of the stream of this name: {@code stdout}, {@code stderr}. */
    CriLines(String stream) {
        this.stream = stream;
    }

    /** The lines that these bytes complete. */
    byte[] take(byte[] bytes, int length, Instant now) {
        var out = new ByteArrayOutputStream(length + 64);
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, from, i - from);
                emit(out, 'F', now);
                from = i + 1;
            } else if (line.size() + i + 1 - from == MAX_CONTENT) {
                line.write(bytes, from, i + 1 - from);
                emit(out, 'P', now);
                from = i + 1;
            }
        }
        line.write(bytes, from, length - from);
        return out.toByteArray();
    }

    /** What is left of a line that nobody ended. */
    byte[] end(Instant now) {
        var out = new ByteArrayOutputStream();
        if (line.size() > 0) {
            emit(out, 'F', now);
        }
        return out.toByteArray();
    }

    private void emit(ByteArrayOutputStream out, char tag, Instant now) {
        out.writeBytes(head(stream, tag, now));
        out.writeBytes(line.toByteArray());
        out.write('\n');
        line.reset();
    }

    /** A whole line of our own. */
    static byte[] line(String stream, String content, Instant now) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(head(stream, 'F', now));
        out.writeBytes((content + "\n").getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /** As the lines of a log begin: always of the same length. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    private static byte[] head(String stream, char tag, Instant now) {
        return (time(now) + " " + stream + " " + tag + " ").getBytes(StandardCharsets.US_ASCII);
    }
}
