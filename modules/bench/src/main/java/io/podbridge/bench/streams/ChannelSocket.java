package io.podbridge.bench.streams;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The client's end of a WebSocket of channels, with nothing in it but TLS: frames are masked once and sent often, and
 * what comes is counted where it lies. So it costs what the plain copy costs, and what differs is the server's. For one
 * thread.
 */
final class ChannelSocket implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final int LARGEST = 1 << 20;
    private static final int HEAD = 8 * 1024;
    private static final int FINAL_BINARY = 0x82;
    private static final int FINAL_CLOSE = 0x88;
    private static final int FINAL_PONG = 0x8a;
    private static final int MASKED = 0x80;
    private static final int SIZE_OF_16_BITS = 126;
    private static final int SIZE_OF_64_BITS = 127;
    private static final int KEY_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SSLSocket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[BUFFER];

    private ChannelSocket(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        this.out = socket.getOutputStream();
    }

    /** What came on a channel; the payload is good until the next message is read. */
    record Message(int channel, ByteBuffer payload) {}

    /**
     * Opens one at a port of this machine.
     *
     * @param path with the query
     * @throws IOException also when the server refuses, with what it says
     */
    static ChannelSocket open(SSLContext tls, int port, String path, String protocol) throws IOException {
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setSoTimeout(Transfer.PATIENCE_MILLIS);
            var opened = new ChannelSocket(socket);
            opened.handshake(path, protocol);
            return opened;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void handshake(String path, String protocol) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        out.write("""
            GET %s HTTP/1.1\r
            Host: 127.0.0.1\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: %s\r
            Sec-WebSocket-Protocol: %s\r
            \r
            """.formatted(path, Base64.getEncoder().encodeToString(key), protocol)
                .getBytes(StandardCharsets.US_ASCII));
        String answer = head();
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            byte[] why = new byte[Math.min(HEAD, in.available())];
            in.readFully(why);
            throw new IOException(answer + new String(why, StandardCharsets.UTF_8));
        }
    }

    private String head() throws IOException {
        var head = new StringBuilder();
        while (head.length() < HEAD && head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** Sends so many bytes on a channel. */
    void send(int channel, long bytes) throws IOException {
        byte[] whole = frame(channel, new byte[Transfer.PIECE]);
        for (long i = bytes / Transfer.PIECE; i > 0; i--) {
            out.write(whole);
        }
        if (bytes % Transfer.PIECE > 0) {
            send(channel, new byte[(int) (bytes % Transfer.PIECE)]);
        }
    }

    void send(int channel, byte[] payload) throws IOException {
        out.write(frame(channel, payload));
    }

    /** Payloads of at most 65,534 bytes. */
    private static byte[] frame(int channel, byte[] payload) {
        byte[] mask = new byte[Integer.BYTES];
        RANDOM.nextBytes(mask);
        var frame = ByteBuffer.allocate(2 + Short.BYTES + mask.length + 1 + payload.length)
                .put((byte) FINAL_BINARY)
                .put((byte) (MASKED | SIZE_OF_16_BITS))
                .putShort((short) (1 + payload.length))
                .put(mask)
                .put((byte) (channel ^ mask[0]));
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[(i + 1) % mask.length]));
        }
        return frame.array();
    }

    /** The next message; empty when the server has said that it is done. */
    Optional<Message> next() throws IOException {
        while (true) {
            int kind = in.readUnsignedByte();
            var payload = payload(in.readUnsignedByte());
            switch (kind) {
                case FINAL_BINARY -> {
                    return Optional.of(new Message(payload.get() & 0xff, payload));
                }
                case FINAL_CLOSE -> {
                    return Optional.empty();
                }
                case FINAL_PONG -> {}
                default -> throw new IOException("a frame that begins with " + Integer.toHexString(kind));
            }
        }
    }

    private ByteBuffer payload(int shortSize) throws IOException {
        long size = switch (shortSize) {
            case SIZE_OF_16_BITS -> in.readUnsignedShort();
            case SIZE_OF_64_BITS -> in.readLong();
            default -> shortSize;
        };
        if (size < 0 || size > LARGEST) {
            throw new IOException("a frame of " + size + " bytes");
        }
        if (size > buffer.length) {
            buffer = new byte[(int) size];
        }
        in.readFully(buffer, 0, (int) size);
        return ByteBuffer.wrap(buffer, 0, (int) size);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
