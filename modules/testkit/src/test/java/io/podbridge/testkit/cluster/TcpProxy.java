package io.podbridge.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Stands in front of a port of this machine, and does to connections what networks do: resets and refuses them as a
 * firewall does, or lets the bytes of either direction vanish while the connections stay open.
 *
 * <p>Each method has taken effect when it returns: no connection that was made before a cut survives it half-made.
 */
final class TcpProxy implements AutoCloseable {
    private final InetSocketAddress front;
    private final int target;
    private final Gate toTarget = new Gate();
    private final Gate fromTarget = new Gate();
    private final Set<Pipe> pipes = new HashSet<>();
    private ServerSocket server;
    private Thread serving;

    TcpProxy(int port, int target) {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), target);
    }

    TcpProxy(InetSocketAddress front, int target) {
        this.front = front;
        this.target = target;
        this.server = listen();
        this.serving = serve();
    }

    /** New connections are refused from now on; those that exist stay. */
    void refuse() {
        Thread accepting;
        synchronized (this) {
            close(server);
            accepting = serving;
        }
        awaitEnd(accepting);
    }

    /** The kernel goes on listening until the thread that waits for a connection has left. */
    private static void awaitEnd(Thread accepting) {
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** New connections are let in again. */
    synchronized void accept() {
        server = listen();
        serving = serve();
    }

    /** How many connections there are. */
    synchronized int connections() {
        return pipes.size();
    }

    /** Resets one of the connections, whoever made it. */
    void resetOne() {
        open().getFirst().reset();
    }

    void resetAll() {
        open().forEach(Pipe::reset);
    }

    /** What clients send does not arrive any more, not even the end of a connection. */
    void holdRequests() {
        toTarget.shut();
    }

    /** What the target sends does not arrive any more. */
    void holdAnswers() {
        fromTarget.shut();
    }

    /** What was held back arrives, late. */
    void release() {
        toTarget.open();
        fromTarget.open();
    }

    @Override
    public void close() {
        refuse();
        release();
        resetAll();
    }

    private synchronized List<Pipe> open() {
        return new ArrayList<>(pipes);
    }

    private ServerSocket listen() {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(front, 50);
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen at " + front, e);
        }
    }

    private Thread serve() {
        var listening = server;
        return Thread.ofPlatform().daemon().start(() -> serve(listening));
    }

    private void serve(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                admit(listening, listening.accept());
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** A client that was accepted in the moment of the refusal is refused as well. */
    private synchronized void admit(ServerSocket listening, Socket client) {
        try {
            Pipe pipe = new Pipe(client, new Socket(InetAddress.getLoopbackAddress(), target));
            if (listening.isClosed()) {
                pipe.reset();
            } else {
                pipes.add(pipe);
                pipe.start();
            }
        } catch (IOException e) {
            // The target does not listen (yet): the client is told so, as it would be without a proxy.
            reset(client);
        }
    }

    private synchronized void ended(Pipe pipe) {
        pipes.remove(pipe);
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

    /** One client's connection and that to the target. */
    private final class Pipe {
        private final Socket client;
        private final Socket upstream;

        Pipe(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void start() {
            Thread.ofVirtual().start(() -> pump(client, upstream, toTarget));
            Thread.ofVirtual().start(() -> pump(upstream, client, fromTarget));
        }

        void reset() {
            ended(this);
            TcpProxy.reset(client);
            TcpProxy.reset(upstream);
        }

        private void pump(Socket from, Socket to, Gate gate) {
            byte[] buffer = new byte[65_536];
            try {
                int read = from.getInputStream().read(buffer);
                while (gate.passed() && read >= 0) {
                    to.getOutputStream().write(buffer, 0, read);
                    read = from.getInputStream().read(buffer);
                }
                ended(this);
                close(client);
                close(upstream);
            } catch (IOException e) {
                gate.passed();
                reset();
            }
        }
    }

    /** Lets through or holds back. */
    private static final class Gate {
        private boolean open = true;

        synchronized void shut() {
            open = false;
        }

        synchronized void open() {
            open = true;
            notifyAll();
        }

        /** Returns, true, when the gate is open. */
        synchronized boolean passed() {
            try {
                while (!open) {
                    wait();
                }
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
