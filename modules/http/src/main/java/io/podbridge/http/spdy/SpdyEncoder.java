package io.podbridge.http.spdy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.Deflater;
import org.apache.pekko.util.ByteString;

/**
 * Bytes of one direction of a connection from frames. Frames with headers must be sent in the order in which they were
 * encoded, for their blocks share a context. For one thread.
 */
public final class SpdyEncoder implements AutoCloseable {

    /** RST_STREAM: the stream cannot be what it claims to be. */
    public static final int PROTOCOL_ERROR = 1;

    /** RST_STREAM: refused before anything was done with it. */
    public static final int REFUSED_STREAM = 3;

    /** RST_STREAM: no longer wanted. */
    public static final int CANCEL = 5;

    private static final int CONTROL = 0x80030000;

    private final Deflater deflater = new Deflater();

    public SpdyEncoder() {
        deflater.setDictionary(SpdyDictionary.bytes());
    }

    public ByteString synStream(int stream, Map<String, String> headers, boolean last) {
        byte[] block = deflate(headers);
        return control(
                1,
                last,
                ByteBuffer.allocate(10 + block.length)
                        .putInt(stream)
                        .putInt(0)
                        .putShort((short) 0)
                        .put(block));
    }

    /** Without headers; the block is the compressed count 0, as a block of no bytes would break the context. */
    public ByteString synReply(int stream) {
        byte[] block = deflate(Map.of());
        return control(
                2, false, ByteBuffer.allocate(4 + block.length).putInt(stream).put(block));
    }

    public ByteString headers(int stream, Map<String, String> headers, boolean last) {
        byte[] block = deflate(headers);
        return control(
                8, last, ByteBuffer.allocate(4 + block.length).putInt(stream).put(block));
    }

    public static ByteString rstStream(int stream, int status) {
        return control(3, false, ByteBuffer.allocate(8).putInt(stream).putInt(status));
    }

    public static ByteString ping(int id) {
        return control(6, false, ByteBuffer.allocate(4).putInt(id));
    }

    public static ByteString goAway(int lastStream, int status) {
        return control(7, false, ByteBuffer.allocate(8).putInt(lastStream).putInt(status));
    }

    /** The payload, at most 16 MiB - 1, is not copied. */
    public static ByteString data(int stream, ByteString payload, boolean last) {
        ByteBuffer head = ByteBuffer.allocate(8).putInt(stream).putInt((last ? 1 << 24 : 0) | payload.size());
        return ByteString.fromArrayUnsafe(head.array()).concat(payload);
    }

    @Override
    public void close() {
        deflater.end();
    }

    /** A frame of a body that has been written up to its position. */
    private static ByteString control(int type, boolean last, ByteBuffer body) {
        int length = body.position();
        ByteBuffer frame = ByteBuffer.allocate(8 + length)
                .putInt(CONTROL | type)
                .putInt((last ? 1 << 24 : 0) | length)
                .put(body.flip());
        return ByteString.fromArrayUnsafe(frame.array());
    }

    private byte[] deflate(Map<String, String> headers) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.writeBytes(number(headers.size()));
        headers.forEach((name, value) -> {
            write(plain, name);
            write(plain, value);
        });
        deflater.setInput(plain.toByteArray());
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        byte[] part = new byte[512];
        int count;
        do {
            count = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
            block.write(part, 0, count);
        } while (count == part.length);
        return block.toByteArray();
    }

    private static void write(ByteArrayOutputStream to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.writeBytes(number(bytes.length));
        to.writeBytes(bytes);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}
