package io.podbridge.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Picks loopback ports that nobody listens on. */
public final class FreePorts {

    /**
     * Below the range Linux takes the source ports of outgoing connections from (32768 and up): what is killed comes
     * back on the port it had before, and no client must have taken it meanwhile.
     */
    private static final int FIRST = 15_000;

    private static final int LAST = 32_000;

    private static final int TRIES = 200;

    /** Each is given once in thousands of times, and two JVMs hardly ever look at the same place. */
    private static final AtomicInteger GIVEN =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(LAST - FIRST));

    private FreePorts() {}

    /**
     * A port that was free a moment ago. Somebody may still take it before its user does: the user must be ready to try
     * with another one.
     *
     * @throws IllegalStateException when two hundred in a row are taken
     */
    public static int next() {
        return IntStream.generate(() -> FIRST + Math.floorMod(GIVEN.incrementAndGet(), LAST - FIRST))
                .limit(TRIES)
                .filter(FreePorts::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port between " + FIRST + " and " + LAST));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
