package io.podbridge.testkit.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A connection through a {@link FaultProxy}: two sockets, and a thread for each direction. */
final class ProxiedConnection {
    private static final int PIECE = 16 << 10;
    private static final int CONNECT_MILLIS = 5_000;

    private final FaultProxy proxy;
    private final Socket near;
    private final Socket far = new Socket();
    private final String client;
    private volatile int destination;

    ProxiedConnection(FaultProxy proxy, Socket near, String client) {
        this.proxy = proxy;
        this.near = near;
        this.client = client;
    }

    String client() {
        return client;
    }

    boolean leadsTo(int port) {
        return destination == port;
    }

    /** Passes everything on, until one of the two ends it. */
    void serve(int target) {
        try {
            switch (proxy.await(client, true)) {
                case Passage.Reset reset -> reset();
                case Passage.Diverted diverted -> connect(diverted.port());
                case Passage.Open open -> connect(target);
                case Passage.Slow slow -> connect(target);
                case Passage.Silent silent -> connect(target);
            }
        } catch (IOException nobodyThere) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    private void connect(int port) throws IOException, InterruptedException {
        destination = port;
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        Thread back = Thread.ofVirtual().start(() -> pass(far, near, false));
        pass(near, far, true);
        back.join();
    }

    private void pass(Socket from, Socket to, boolean toTarget) {
        byte[] piece = new byte[PIECE];
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (proxy.await(client, toTarget) instanceof Passage.Slow slow) {
                    Thread.sleep(slow.latency());
                }
                out.write(piece, 0, n);
            }
            proxy.await(client, toTarget);
            close(near);
            close(far);
        } catch (IOException broken) {
            brokenAfterSilence(toTarget);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    /** The end of a connection is news too, and waits like the rest. */
    private void brokenAfterSilence(boolean toTarget) {
        try {
            proxy.await(client, toTarget);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reset();
    }

    void reset() {
        for (Socket socket : new Socket[] {near, far}) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException closedAlready) {
                // Then there is nothing to reset.
            }
            close(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
