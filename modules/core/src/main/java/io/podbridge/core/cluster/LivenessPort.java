package io.podbridge.core.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that is open as long as this process lives. Who connects is told who is here, and then nothing more: the
 * connection itself is the message. The kernel closes it when the process dies, however it dies, and keeps it while the
 * process is merely stopped or starved.
 *
 * <p>It therefore closes only when the actor system has ended. At most {@link #MAX_CONNECTIONS} are kept; a further one
 * is closed at once, which proves nothing, since a new one is not refused.
 */
final class LivenessPort implements AutoCloseable {
    /** Each replica keeps one; the rest is for those that connect again before the old one is noticed to be closed. */
    private static final int MAX_CONNECTIONS = 64;

    private static final int BACKLOG = 64;
    private static final long PAUSE_NANOS = 100_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(LivenessPort.class);

    private final ServerSocket server;
    private final byte[] greeting;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private LivenessPort(ServerSocket server, Incarnation self) {
        this.server = server;
        this.greeting = Greeting.encode(self);
    }

    /**
     * Opens the port; 0 takes any free one.
     *
     * @throws UncheckedIOException if it is taken, or the host is not this machine's
     */
    static LivenessPort open(String bindHost, int port, Incarnation self) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getByName(bindHost), port), BACKLOG);
            LivenessPort opened = new LivenessPort(server, self);
            Thread.ofVirtual().name("liveness-port").start(opened::accept);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the liveness port " + bindHost + ":" + port, e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many peers hold a connection now. */
    int connections() {
        return connections.size();
    }

    /** The port first, so that {@link #admit} sees it and ends what came in between. */
    @Override
    public void close() {
        closeQuietly(server);
        connections.forEach(LivenessPort::closeQuietly);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                admit(server.accept());
            } catch (IOException e) {
                if (!server.isClosed()) {
                    // Out of file descriptors, say. The port stays open: closing it would claim a death.
                    LOG.warn("The liveness port cannot take a connection: {}", e.getMessage());
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void admit(Socket connection) {
        if (connections.size() >= MAX_CONNECTIONS) {
            LOG.warn("The liveness port has {} connections already, closing {}", MAX_CONNECTIONS, connection);
            closeQuietly(connection);
            return;
        }
        connections.add(connection);
        if (server.isClosed()) {
            // Accepted in the moment of the closing, which may not have seen it: held, it would claim a life.
            closeQuietly(connection);
        }
        Thread.ofVirtual().name("liveness-connection").start(() -> hold(connection));
    }

    private void hold(Socket connection) {
        try (connection) {
            connection.setKeepAlive(true);
            connection.getOutputStream().write(greeting);
            // Nobody sends anything; this returns when the other side closes.
            connection.getInputStream().read();
        } catch (IOException e) {
            LOG.debug("A liveness connection ended: {}", e.getMessage());
        } finally {
            connections.remove(connection);
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.debug("Closing {} failed: {}", socket, e.getMessage());
        }
    }
}
