package io.podbridge.bench.streams;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The same bytes through nothing but TLS, to and from a JVM of its own ({@link TlsCopyPeer}): what the transfers
 * through podbridge are compared with. Safe for use by several threads.
 *
 * @param tls of a client
 * @param port where the other JVM listens
 */
public record TlsCopy(SSLContext tls, int port) {

    /** Asks for so many bytes. */
    public long download(long bytes) throws IOException {
        try (var socket = connect()) {
            long start = System.nanoTime();
            new DataOutputStream(socket.getOutputStream()).writeLong(bytes);
            long arrived = Pieces.read(socket.getInputStream(), Long.MAX_VALUE);
            long time = System.nanoTime() - start;
            Transfer.requireAll(bytes, arrived);
            return time;
        }
    }

    /** Sends so many bytes, and is told how many they were. */
    public long upload(long bytes) throws IOException {
        try (var socket = connect()) {
            long start = System.nanoTime();
            new DataOutputStream(socket.getOutputStream()).writeLong(-bytes);
            Pieces.write(socket.getOutputStream(), bytes);
            long arrived = new DataInputStream(socket.getInputStream()).readLong();
            long time = System.nanoTime() - start;
            Transfer.requireAll(bytes, arrived);
            return time;
        }
    }

    private SSLSocket connect() throws IOException {
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(Transfer.PATIENCE_MILLIS);
        socket.startHandshake();
        return socket;
    }
}
