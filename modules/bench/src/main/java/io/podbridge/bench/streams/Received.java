package io.podbridge.bench.streams;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What came on each channel of a connection: how much, and how it began. For one thread. */
final class Received {

    private static final int BEGINNING = 1024;

    private final Map<Integer, Long> counts = new HashMap<>();
    private final Map<Integer, ByteBuffer> beginnings = new HashMap<>();

    /** Reads until the server has said that it is done. */
    static Received all(ChannelSocket socket) throws IOException {
        var received = new Received();
        for (var message = socket.next(); message.isPresent(); message = socket.next()) {
            received.add(message.get());
        }
        return received;
    }

    private void add(ChannelSocket.Message message) {
        var payload = message.payload();
        counts.merge(message.channel(), (long) payload.remaining(), Long::sum);
        var beginning = beginnings.computeIfAbsent(message.channel(), channel -> ByteBuffer.allocate(BEGINNING));
        beginning.put(payload.slice(payload.position(), Math.min(payload.remaining(), beginning.remaining())));
    }

    long bytes(int channel) {
        return counts.getOrDefault(channel, 0L);
    }

    /** At most the first 1,024 bytes. */
    ByteBuffer beginning(int channel) {
        return beginnings
                .getOrDefault(channel, ByteBuffer.allocate(0))
                .duplicate()
                .flip();
    }

    String text(int channel) {
        return StandardCharsets.UTF_8.decode(beginning(channel)).toString();
    }
}
