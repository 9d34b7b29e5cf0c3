package io.podbridge.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands in front of a port, and resets and refuses connections as a firewall does. */
final class TcpProxy implements AutoCloseable {
    private final int port;
    private final int target;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private ServerSocket server;

    TcpProxy(int port, int target) {
        this.port = port;
        this.target = target;
        accept();
    }

    /** New connections are refused from now on; those that exist stay. */
    void refuse() {
        close(server);
    }

    /** New connections are let in again. */
    void accept() {
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            ServerSocket accepting = server;
            Thread.ofPlatform().daemon().start(() -> serve(accepting));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many connections there are. */
    int connections() {
        clients.removeIf(Socket::isClosed);
        return clients.size();
    }

    /** Resets one of the connections, whoever made it. */
    void resetOne() {
        reset(clients.getFirst());
    }

    void resetAll() {
        clients.forEach(TcpProxy::reset);
    }

    @Override
    public void close() {
        refuse();
        resetAll();
    }

    private void serve(ServerSocket accepting) {
        while (true) {
            try {
                Socket client = accepting.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                clients.add(client);
                Thread.ofVirtual().start(() -> pump(client, upstream));
                Thread.ofVirtual().start(() -> pump(upstream, client));
            } catch (IOException e) {
                if (accepting.isClosed()) {
                    return;
                }
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            close(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            close(socket);
        }
        close(socket);
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
