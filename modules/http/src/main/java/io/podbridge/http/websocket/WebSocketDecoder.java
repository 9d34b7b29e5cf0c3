package io.podbridge.http.websocket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;

/**
 * Frames from what a client sends, however it is cut. Messages may be of any length, as their parts are handed on and
 * not collected; what is held is at most a control frame. For one thread.
 */
public final class WebSocketDecoder {

    /** A frame that breaks the rules. */
    public static final int PROTOCOL_ERROR = 1002;

    /** No status code in the close frame. */
    public static final int NO_CODE = 1005;

    private static final int LARGEST_CONTROL = 125;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;

    private ByteString buffer = ByteString.emptyByteString();
    private boolean inMessage;
    private boolean messageText;
    private boolean frameFirst;
    private boolean frameLast;
    private long left;
    private int mask;
    private boolean broken;

    /** The control frames that are complete with these bytes, and the parts of messages that have come. */
    public List<WebSocketFrame> decode(ByteString bytes) {
        List<WebSocketFrame> frames = new ArrayList<>(4);
        buffer = buffer.isEmpty() ? bytes : buffer.concat(bytes);
        while (!broken && (left > 0 ? payload(frames) : head(frames))) {
            // Each step takes something from the buffer.
        }
        if (broken) {
            buffer = ByteString.emptyByteString();
        }
        return frames;
    }

    private boolean payload(List<WebSocketFrame> frames) {
        if (buffer.isEmpty()) {
            return false;
        }
        int size = (int) Math.min(left, buffer.size());
        ByteString part = unmask(buffer.take(size), mask);
        mask = Integer.rotateLeft(mask, 8 * (size & 3));
        buffer = buffer.drop(size);
        left -= size;
        part(frames, part, left == 0);
        return true;
    }

    private void part(List<WebSocketFrame> frames, ByteString payload, boolean frameEnds) {
        boolean last = frameEnds && frameLast;
        frames.add(new WebSocketFrame.Part(frameFirst, messageText, payload, last));
        frameFirst = false;
        inMessage = !last;
    }

    private boolean head(List<WebSocketFrame> frames) {
        if (buffer.size() < 2) {
            return false;
        }
        int first = buffer.apply(0) & 0xff;
        int second = buffer.apply(1) & 0xff;
        if ((first & 0x70) != 0 || (second & 0x80) == 0) {
            return fail(frames, "reserved bits, or no mask");
        }
        int size = switch (second & 0x7f) {
            case 126 -> 2;
            case 127 -> 8;
            default -> 0;
        };
        int headSize = 2 + size + 4;
        if (buffer.size() < headSize) {
            return false;
        }
        ByteBuffer head = ByteBuffer.wrap(buffer.take(headSize).toArrayUnsafe()).position(2);
        long length = switch (size) {
            case 2 -> head.getShort() & 0xffff;
            case 8 -> head.getLong();
            default -> second & 0x7f;
        };
        return frame(frames, first, length, headSize, head.getInt());
    }

    private boolean frame(List<WebSocketFrame> frames, int first, long length, int headSize, int newMask) {
        int opcode = first & 0x0f;
        boolean fin = (first & 0x80) != 0;
        if (opcode >= 8) {
            boolean whole = fin && length >= 0 && length <= LARGEST_CONTROL;
            return whole
                    ? control(frames, opcode, (int) length, headSize, newMask)
                    : fail(frames, "control frame too large or in pieces");
        }
        if (opcode > BINARY || length < 0 || ((opcode == CONTINUATION) != inMessage)) {
            return fail(frames, "unexpected frame of opcode " + opcode);
        }
        buffer = buffer.drop(headSize);
        frameFirst = opcode != CONTINUATION;
        frameLast = fin;
        messageText = frameFirst ? opcode == TEXT : messageText;
        inMessage = true;
        left = length;
        mask = newMask;
        if (length == 0) {
            part(frames, ByteString.emptyByteString(), true);
        }
        return true;
    }

    private boolean control(List<WebSocketFrame> frames, int opcode, int length, int headSize, int controlMask) {
        if (buffer.size() < headSize + length) {
            return false;
        }
        ByteString payload = unmask(buffer.slice(headSize, headSize + length), controlMask);
        buffer = buffer.drop(headSize + length);
        return switch (opcode) {
            case 8 -> close(frames, payload);
            case 9 -> frames.add(new WebSocketFrame.Ping(payload));
            case 10 -> frames.add(new WebSocketFrame.Pong(payload));
            default -> fail(frames, "opcode " + opcode);
        };
    }

    private boolean close(List<WebSocketFrame> frames, ByteString payload) {
        if (payload.size() == 1) {
            return fail(frames, "close frame with half a code");
        }
        int code = payload.isEmpty() ? NO_CODE : payload.asByteBuffer().getShort() & 0xffff;
        return frames.add(new WebSocketFrame.Close(code));
    }

    private boolean fail(List<WebSocketFrame> frames, String reason) {
        broken = true;
        frames.add(new WebSocketFrame.Malformed(PROTOCOL_ERROR, reason));
        return true;
    }

    /** Eight bytes at a time: this is what an upload costs. */
    private static ByteString unmask(ByteString masked, int mask) {
        byte[] bytes = masked.toArray();
        if (mask == 0) {
            return ByteString.fromArrayUnsafe(bytes);
        }
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
        long wide = ((long) mask << 32) | (mask & 0xffffffffL);
        int at = 0;
        for (; at + 8 <= bytes.length; at += 8) {
            view.putLong(at, view.getLong(at) ^ wide);
        }
        for (; at < bytes.length; at++) {
            bytes[at] ^= (byte) (mask >>> (24 - 8 * (at & 3)));
        }
        return ByteString.fromArrayUnsafe(bytes);
    }
}
