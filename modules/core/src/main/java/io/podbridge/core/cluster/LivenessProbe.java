package io.podbridge.core.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one idle connection to the liveness port of one peer, on a virtual thread, and says what its end means.
 *
 * <p>Dead is only: the connection <em>was established</em>, it ended, and then either the same host refuses both the
 * liveness port and the port of the cluster, or another incarnation answers there. Silence, timeouts, an unknown host
 * or garbage prove nothing, and neither does a paused process, for which the kernel answers. Refusals of a peer that
 * never answered are told as such ({@link Finding#REFUSED}). If the peer answers again after all, that is said too.
 */
final class LivenessProbe implements AutoCloseable {
    /**
     * Also how a refusal is told from the kernel's own timeout, which is the same exception: that takes seconds longer.
     */
    private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

    private static final int GREETING_TIMEOUT_MILLIS = 2_000;
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LAST_PAUSE_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(LivenessProbe.class);

    private final Incarnation peer;
    private final InetSocketAddress livenessPort;
    private final int clusterPort;
    private final Consumer<Finding> findings;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * The address of the established connection: a name may lead elsewhere later, and what refuses there is another.
     */
    private volatile @Nullable InetAddress pinned;

    private Finding reported = Finding.ALIVE;

    private volatile @Nullable Socket current;

    private LivenessProbe(
            Incarnation peer, InetSocketAddress livenessPort, int clusterPort, Consumer<Finding> findings) {
        this.peer = peer;
        this.livenessPort = livenessPort;
        this.clusterPort = clusterPort;
        this.findings = findings;
    }

    /**
     * Starts to hold the connection.
     *
     * @param livenessPort where the peer said it is; unresolved, since a name may get its address later
     * @param clusterPort the peer's port of the cluster, on the same host
     * @param findings told of each change; called on the probe's thread
     */
    static LivenessProbe start(
            Incarnation peer, InetSocketAddress livenessPort, int clusterPort, Consumer<Finding> findings) {
        LivenessProbe probe = new LivenessProbe(peer, livenessPort, clusterPort, findings);
        Thread.ofVirtual().name("liveness-probe " + peer).start(probe::run);
        return probe;
    }

    /** Whether the peer has answered at least once: from now on the end of it means something. */
    boolean established() {
        return pinned != null;
    }

    @Override
    public void close() {
        closed.countDown();
        closeQuietly(current);
    }

    private void run() {
        long pause = 0;
        while (!closedWithin(pause)) {
            Finding found = attempt();
            pause = found == Finding.ALIVE
                    ? FIRST_PAUSE_MILLIS
                    : Math.clamp(2 * pause, FIRST_PAUSE_MILLIS, LAST_PAUSE_MILLIS);
            // Whom a proof speaks against stays dead until it answers; a mere refusal is over with the next timeout.
            if (found != Finding.UNKNOWN || reported == Finding.REFUSED) {
                report(found);
            }
        }
    }

    /** One connection, from its beginning to its end. */
    private Finding attempt() {
        InetSocketAddress target = target();
        try (Socket socket = new Socket()) {
            current = socket;
            socket.connect(target, CONNECT_TIMEOUT_MILLIS);
            socket.setSoTimeout(GREETING_TIMEOUT_MILLIS);
            Optional<Incarnation> answering = Greeting.read(socket.getInputStream());
            if (answering.filter(peer::equals).isPresent()) {
                hold(socket);
                return Finding.ALIVE;
            }
            return pinned != null && answering.isPresent() ? Finding.DEAD : Finding.UNKNOWN;
        } catch (ConnectException e) {
            return refused(target.getAddress());
        } catch (IOException e) {
            LOG.debug("The liveness port of {} does not answer: {}", peer, e.getMessage());
            return Finding.UNKNOWN;
        }
    }

    private Finding refused(InetAddress host) {
        if (!clusterPortRefuses(host)) {
            return Finding.UNKNOWN;
        }
        return pinned == null ? Finding.REFUSED : Finding.DEAD;
    }

    private void hold(Socket socket) throws IOException {
        if (pinned == null) {
            LOG.info("Holds a liveness connection to {}", peer);
        }
        pinned = socket.getInetAddress();
        report(Finding.ALIVE);
        socket.setSoTimeout(0);
        // Keeps the way through a firewall open, so that the end of the process will be heard.
        socket.setKeepAlive(true);
        try {
            while (socket.getInputStream().read() >= 0) {
                LOG.debug("{} sent more than its greeting", peer);
            }
        } catch (IOException e) {
            LOG.debug("The liveness connection to {} broke: {}", peer, e.getMessage());
        }
    }

    /** A second witness: a filter on one port, or a liveness port lost to a bug, is no death. */
    private boolean clusterPortRefuses(InetAddress host) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, clusterPort), CONNECT_TIMEOUT_MILLIS);
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private InetSocketAddress target() {
        return pinned == null
                ? new InetSocketAddress(livenessPort.getHostString(), livenessPort.getPort())
                : new InetSocketAddress(pinned, livenessPort.getPort());
    }

    /** Tells what has changed, and nothing else; a peer counts as alive until it is found dead. */
    private void report(Finding found) {
        if (found != reported && closed.getCount() > 0) {
            reported = found;
            findings.accept(found);
        }
    }

    private boolean closedWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void closeQuietly(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("Closing {} failed: {}", socket, e.getMessage());
        }
    }

    /** What a probe knows of its peer. */
    enum Finding {
        /** It answers, or did until now. */
        ALIVE,
        /** It is proven dead. */
        DEAD,
        /** It never answered, and both of its ports refuse: what a dead one does, and one behind a filter. */
        REFUSED,
        /** Nothing can be said. */
        UNKNOWN
    }
}
