package io.podbridge.core.relay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/**
 * What goes over a connection: one byte of kind (the upper five bits) and channel (the lower three), three of the
 * payload's length, and the payload.
 *
 * @param channel 0 towards the container, 1 and 2 from it; 0 where it means nothing
 */
record Frame(Kind kind, int channel, ByteString payload) {
    static final int HEAD = 4;
    static final int MAX_PAYLOAD = (1 << 24) - 1;
    private static final Kind[] KINDS = Kind.values();
    private static final int CHANNEL_BITS = 3;
    private static final int CHANNEL_MASK = 7;
    private static final int BYTE = 0xff;
    private static final int LENGTH_BITS = 24;

    /** What it says, and by which number. */
    enum Kind {
        /** I am still here. */
        BEAT(0),
        /** The question: a {@link RelayRequest}. First of all, by who asks. */
        OPEN(1),
        /** It is done, streams follow; or it is the whole answer. */
        OPENED(2),
        /** It is not: a {@link RelayCodec.Refusal}. */
        REFUSED(3),
        /** Bytes of a channel, no more than there is credit for. */
        DATA(4),
        /** The channel's end. */
        END(5),
        /** The channel's end by a failure, in words. */
        BROKEN(6),
        /** Nobody reads the channel any more. */
        STOP(7),
        /** So many bytes of the channel were taken: a 32 bit number. */
        CREDIT(8),
        /** Columns and rows: two 32 bit numbers. */
        RESIZE(9),
        /** The exit code: a 32 bit number. */
        EXITED(10),
        /** There is no exit code, and why. */
        FAILED(11),
        /** Who asks is done. Last of all. */
        CLOSE(12);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    static Frame of(Kind kind) {
        return new Frame(kind, 0, ByteString.emptyByteString());
    }

    static Frame of(Kind kind, int channel, String text) {
        return new Frame(kind, channel, ByteString.fromString(text));
    }

    static Frame of(Kind kind, int channel, int... numbers) {
        var buffer = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.BIG_ENDIAN);
        for (int number : numbers) {
            buffer.putInt(number);
        }
        return new Frame(kind, channel, ByteString.fromArrayUnsafe(buffer.array()));
    }

    /** On the wire. */
    ByteString bytes() {
        int head = (kind.code << CHANNEL_BITS | channel) << LENGTH_BITS | payload.size();
        byte[] bytes = ByteBuffer.allocate(HEAD).putInt(head).array();
        return ByteString.fromArrayUnsafe(bytes).concat(payload);
    }

    /** From the wire, a whole one; empty if it means nothing. */
    static Optional<Frame> parse(ByteString bytes) {
        int first = bytes.apply(0) & BYTE;
        int kind = first >> CHANNEL_BITS;
        int channel = first & CHANNEL_MASK;
        return Arrays.stream(KINDS)
                .filter(each -> each.code == kind && channel < Link.CHANNELS)
                .findFirst()
                .map(each -> new Frame(each, channel, bytes.drop(HEAD)));
    }

    /** The number at this place; 0 if there is none. */
    int number(int index) {
        return payload.size() < (index + 1) * Integer.BYTES
                ? 0
                : payload.asByteBuffer().getInt(index * Integer.BYTES);
    }
}
