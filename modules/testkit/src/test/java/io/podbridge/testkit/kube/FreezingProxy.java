package io.podbridge.testkit.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes TCP connections on, until those that there are freeze: like a router that has forgotten them. */
final class FreezingProxy implements AutoCloseable {

    private final int target;
    private final ServerSocket listening;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    private static final class Connection {
        private final List<Socket> sockets;
        private volatile boolean frozen;

        Connection(Socket... sockets) {
            this.sockets = List.of(sockets);
        }
    }

    FreezingProxy(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on nothing passes on the connections that there are; new ones work. */
    void freeze() {
        connections.forEach(it -> it.frozen = true);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Connection connection : connections) {
            for (Socket socket : connection.sockets) {
                socket.close();
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                Connection connection = new Connection(client, server);
                connections.add(connection);
                Thread.ofVirtual().start(() -> pass(connection, client, server));
                Thread.ofVirtual().start(() -> pass(connection, server, client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void pass(Connection connection, Socket from, Socket to) {
        byte[] buffer = new byte[16 << 10];
        try {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                if (!connection.frozen) {
                    to.getOutputStream().write(buffer, 0, n);
                }
            }
            to.close();
        } catch (IOException closed) {
            // One of the two has gone.
        }
    }
}
