package io.podbridge.http.spdy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;

/**
 * Frames from the bytes of one direction of a connection, however they are cut. Data is handed on as it arrives and is
 * not copied. Holds at most one control frame ({@value #LARGEST_CONTROL} bytes); data frames cannot be larger than 16
 * MiB, for their length has 24 bits. For one thread.
 */
public final class SpdyDecoder implements AutoCloseable {

    /** Bytes of a control frame without its head. */
    public static final int LARGEST_CONTROL = 64 * 1024;

    /** Bytes of the headers of one frame when inflated. */
    public static final int LARGEST_HEADERS = 256 * 1024;

    private static final int HEAD = 8;
    private static final int VERSION = 3;

    private final HeaderInflater inflater = new HeaderInflater(LARGEST_HEADERS);
    private ByteString buffer = ByteString.emptyByteString();
    private int dataStream;
    private int dataLeft;
    private boolean dataLast;
    private boolean broken;

    /** The frames that are complete with these bytes, and the data that has come. */
    public List<SpdyFrame> decode(ByteString bytes) {
        List<SpdyFrame> frames = new ArrayList<>(4);
        buffer = buffer.isEmpty() ? bytes : buffer.concat(bytes);
        while (!broken && (dataLeft > 0 ? data(frames) : head(frames))) {
            // Each step takes something from the buffer.
        }
        if (broken) {
            buffer = ByteString.emptyByteString();
        }
        return frames;
    }

    @Override
    public void close() {
        inflater.close();
    }

    private boolean data(List<SpdyFrame> frames) {
        if (buffer.isEmpty()) {
            return false;
        }
        ByteString part = buffer.take(dataLeft);
        buffer = buffer.drop(part.size());
        dataLeft -= part.size();
        frames.add(new SpdyFrame.Data(dataStream, part, dataLast && dataLeft == 0));
        return true;
    }

    private boolean head(List<SpdyFrame> frames) {
        if (buffer.size() < HEAD) {
            return false;
        }
        ByteBuffer head = ByteBuffer.wrap(buffer.take(HEAD).toArrayUnsafe());
        int first = head.getInt();
        int second = head.getInt();
        int flags = second >>> 24;
        int length = second & 0xffffff;
        return first < 0 ? control(first, flags, length, frames) : beginData(first, flags, length, frames);
    }

    private boolean beginData(int stream, int flags, int length, List<SpdyFrame> frames) {
        buffer = buffer.drop(HEAD);
        dataStream = stream;
        dataLeft = length;
        dataLast = (flags & 1) != 0;
        if (stream == 0) {
            fail(frames, "data of stream 0");
        } else if (length == 0) {
            frames.add(new SpdyFrame.Data(stream, ByteString.emptyByteString(), dataLast));
        }
        return true;
    }

    private boolean control(int first, int flags, int length, List<SpdyFrame> frames) {
        int version = (first >>> 16) & 0x7fff;
        if (version != VERSION) {
            return fail(frames, "version " + version);
        }
        if (length > LARGEST_CONTROL) {
            return fail(frames, "control frame of " + length + " bytes");
        }
        if (buffer.size() < HEAD + length) {
            return false;
        }
        byte[] body = buffer.slice(HEAD, HEAD + length).toArrayUnsafe();
        buffer = buffer.drop(HEAD + length);
        return parse(first & 0xffff, (flags & 1) != 0, ByteBuffer.wrap(body))
                .map(frames::add)
                .orElseGet(() -> fail(frames, "broken frame of type " + (first & 0xffff)));
    }

    private Optional<SpdyFrame> parse(int type, boolean last, ByteBuffer body) {
        return switch (type) {
            case 1 -> withHeaders(body, 10, stream -> headers -> new SpdyFrame.SynStream(stream, headers, last));
            case 2 -> withHeaders(body, 4, stream -> headers -> new SpdyFrame.SynReply(stream, headers, last));
            case 8 -> withHeaders(body, 4, stream -> headers -> new SpdyFrame.Headers(stream, headers, last));
            case 3 ->
                exactly(body, 8).map(fields -> new SpdyFrame.RstStream(fields.getInt() & 0x7fffffff, fields.getInt()));
            case 6 -> exactly(body, 4).map(fields -> new SpdyFrame.Ping(fields.getInt()));
            case 7 ->
                exactly(body, 8).map(fields -> new SpdyFrame.GoAway(fields.getInt() & 0x7fffffff, fields.getInt()));
            default -> Optional.of(new SpdyFrame.Ignored(type));
        };
    }

    private static Optional<ByteBuffer> exactly(ByteBuffer body, int length) {
        return body.remaining() == length ? Optional.of(body) : Optional.empty();
    }

    private Optional<SpdyFrame> withHeaders(
            ByteBuffer body, int fixed, Function<Integer, Function<Map<String, String>, SpdyFrame>> frame) {
        if (body.remaining() < fixed) {
            return Optional.empty();
        }
        int stream = body.getInt() & 0x7fffffff;
        body.position(fixed);
        byte[] block = new byte[body.remaining()];
        body.get(block);
        return inflater.inflate(block).map(frame.apply(stream));
    }

    private boolean fail(List<SpdyFrame> frames, String reason) {
        broken = true;
        frames.add(new SpdyFrame.Malformed(reason));
        return true;
    }
}
