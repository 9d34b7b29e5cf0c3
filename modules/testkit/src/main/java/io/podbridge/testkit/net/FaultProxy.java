package io.podbridge.testkit.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Stands before a loopback port. Faults are {@linkplain #impose imposed} and lifted while it runs; of several that
 * concern a connection the latest one counts. Safe for use by several threads.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 200;

    private final int target;
    private final ServerSocket server;
    private final IntFunction<String> names;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by the lock; the latest one is the last. */
    private final List<Fault> faults = new ArrayList<>();

    /** A fault that is in force until it is closed. */
    public final class Fault implements AutoCloseable {
        private final Predicate<String> concerned;
        private final Passage passage;

        private Fault(Predicate<String> concerned, Passage passage) {
            this.concerned = concerned;
            this.passage = passage;
        }

        /** Lifts it; the second time does nothing. */
        @Override
        public void close() {
            lift(this);
        }
    }

    /** Before this target, on a free port; clients have no names. */
    public FaultProxy(int target) {
        this(0, target, port -> "");
    }

    /**
     * Before this target.
     *
     * @param port where it listens; 0 for a free one
     * @param names the name of the client that connects from that port, by which faults are imposed
     * @throws UncheckedIOException when it cannot listen
     */
    public FaultProxy(int port, int target, IntFunction<String> names) {
        this.target = target;
        this.names = names;
        try {
            server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("fault-proxy-" + port()).start(this::accept);
    }

    /** The port on which it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** The number of connections that there are. */
    public int connections() {
        return connections.size();
    }

    /** Has connections of all clients pass in this way, until the fault is closed. */
    public Fault impose(Passage passage) {
        return impose(client -> true, passage);
    }

    /** Has connections of these clients pass in this way, until the fault is closed. */
    public Fault impose(Predicate<String> concerned, Passage passage) {
        var fault = new Fault(concerned, passage);
        lock.lock();
        try {
            faults.add(fault);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        switch (passage) {
            case Passage.Reset reset -> resetAll(concerned);
            case Passage.Diverted diverted -> resetAll(concerned);
            case Passage.Open open -> {}
            case Passage.Silent silent -> {}
            case Passage.Slow slow -> {}
        }
        return fault;
    }

    private void lift(Fault fault) {
        lock.lock();
        try {
            faults.remove(fault);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (fault.passage instanceof Passage.Diverted diverted) {
            connections.stream()
                    .filter(connection -> connection.leadsTo(diverted.port()))
                    .forEach(ProxiedConnection::reset);
        }
    }

    /** Resets the connections that there are; new ones are let in. */
    public void resetAll() {
        resetAll(client -> true);
    }

    private void resetAll(Predicate<String> concerned) {
        connections.stream()
                .filter(connection -> concerned.test(connection.client()))
                .forEach(ProxiedConnection::reset);
    }

    /** Lifts all faults, resets all connections, and takes no new ones. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lock.lock();
        try {
            faults.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        resetAll();
    }

    /** Waits while what goes in this direction is held back; the passage that it has then. */
    Passage await(String client, boolean toTarget) throws InterruptedException {
        lock.lock();
        try {
            Passage passage = passage(client);
            while (passage instanceof Passage.Silent silent && (toTarget ? silent.toTarget() : silent.toClient())) {
                changed.await();
                passage = passage(client);
            }
            return passage;
        } finally {
            lock.unlock();
        }
    }

    private Passage passage(String client) {
        for (Fault fault : faults.reversed()) {
            if (fault.concerned.test(client)) {
                return fault.passage;
            }
        }
        return new Passage.Open();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // The end, or a client that is gone already.
            }
        }
    }

    private void serve(Socket client) {
        var connection = new ProxiedConnection(this, client, names.apply(client.getPort()));
        connections.add(connection);
        try {
            connection.serve(target);
        } finally {
            connections.remove(connection);
        }
    }
}
