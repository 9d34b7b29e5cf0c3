package io.podbridge.bench.streams;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** What listens where ports are forwarded to: one port sends bytes to who connects, one takes them and counts. */
public final class PortPeer implements AutoCloseable {

    private final ServerSocket source;
    private final ServerSocket sink;
    private volatile long bytes;

    private PortPeer(ServerSocket source, ServerSocket sink) {
        this.source = source;
        this.sink = sink;
    }

    /** Listens on two free ports. */
    public static PortPeer listen() throws IOException {
        var peer = new PortPeer(onLoopback(), onLoopback());
        peer.serve(peer.source, client -> Pieces.write(client.getOutputStream(), peer.bytes));
        peer.serve(peer.sink, client -> {
            long arrived = Pieces.read(client.getInputStream(), peer.bytes);
            new DataOutputStream(client.getOutputStream()).writeLong(arrived);
        });
        return peer;
    }

    private static ServerSocket onLoopback() throws IOException {
        return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    /** How many bytes the next connections send or take. */
    void expect(long number) {
        bytes = number;
    }

    int sourcePort() {
        return source.getLocalPort();
    }

    int sinkPort() {
        return sink.getLocalPort();
    }

    private interface Service {
        void serve(Socket client) throws IOException;
    }

    /** One connection after the other: there is never more than one. */
    private void serve(ServerSocket listener, Service service) {
        Thread.ofPlatform()
                .daemon()
                .name("port-peer-" + listener.getLocalPort())
                .start(() -> {
                    while (!listener.isClosed()) {
                        try (var client = listener.accept()) {
                            service.serve(client);
                        } catch (IOException e) {
                            // Whoever transfers sees that bytes are missing; and closing ends accept in this way.
                        }
                    }
                });
    }

    @Override
    public void close() throws IOException {
        source.close();
        sink.close();
    }
}
