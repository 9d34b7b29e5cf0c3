package io.podbridge.app.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.random.RandomGenerator;

/** Finds ports of the loopback address that nobody listens on. */
final class FreePorts {
    /** Below those that Linux takes for outgoing connections (32768 and up): a replica comes back on the same port. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    private FreePorts() {}

    /**
     * So many different ones that were free a moment ago.
     *
     * @throws IllegalStateException if hundreds that were tried are all taken
     */
    static List<Integer> find(int count, RandomGenerator random) {
        var ports = random.ints(FIRST, LAST)
                .distinct()
                .limit(count + 500L)
                .filter(FreePorts::free)
                .limit(count)
                .boxed()
                .toList();
        if (ports.size() < count) {
            throw new IllegalStateException("no free ports between " + FIRST + " and " + LAST);
        }
        return ports;
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
