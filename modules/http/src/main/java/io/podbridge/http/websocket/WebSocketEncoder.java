package io.podbridge.http.websocket;

import java.nio.ByteBuffer;
import org.apache.pekko.util.ByteString;

/** What a server sends: whole messages in one frame, unmasked. */
public final class WebSocketEncoder {

    private WebSocketEncoder() {}

    public static ByteString binary(ByteString payload) {
        return frame(0x82, payload);
    }

    public static ByteString text(ByteString payload) {
        return frame(0x81, payload);
    }

    /**
     * The answer to a ping.
     *
     * @param payload at most 125 bytes, as in the ping that it answers
     */
    public static ByteString pong(ByteString payload) {
        return frame(0x8a, payload);
    }

    public static ByteString close(int code) {
        return frame(
                0x88,
                ByteString.fromArrayUnsafe(
                        ByteBuffer.allocate(2).putShort((short) code).array()));
    }

    private static ByteString frame(int first, ByteString payload) {
        int size = payload.size();
        ByteBuffer head;
        if (size <= 125) {
            head = ByteBuffer.allocate(2).put((byte) first).put((byte) size);
        } else if (size <= 0xffff) {
            head = ByteBuffer.allocate(4).put((byte) first).put((byte) 126).putShort((short) size);
        } else {
            head = ByteBuffer.allocate(10).put((byte) first).put((byte) 127).putLong(size);
        }
        return ByteString.fromArrayUnsafe(head.array()).concat(payload);
    }
}
