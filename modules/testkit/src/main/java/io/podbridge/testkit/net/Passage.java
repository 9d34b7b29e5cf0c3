package io.podbridge.testkit.net;

import java.time.Duration;

/** The way on which a {@link FaultProxy} lets a connection pass. */
public sealed interface Passage {

    /** Bytes pass at once. */
    record Open() implements Passage {}

    /**
     * Bytes wait, and so does the end of a connection, as while packets are lost: nothing is missing afterwards. A new
     * connection is taken, which the client takes for a silent server.
     *
     * @param toTarget whether what the client says waits
     * @param toClient whether what the target says waits
     */
    record Silent(boolean toTarget, boolean toClient) implements Passage {}

    /**
     * Bytes pass later; each piece of up to 16 KiB waits for itself, so that much data takes longer still.
     *
     * @param latency of each piece, in each direction
     */
    record Slow(Duration latency) implements Passage {}

    /** Connections are reset, those that there are and those that are made. */
    record Reset() implements Passage {}

    /**
     * Connections that there are are reset, new ones go to somebody else, as when a load balancer is switched over. At
     * the end of it these are reset too.
     *
     * @param port on loopback
     */
    record Diverted(int port) implements Passage {}
}
