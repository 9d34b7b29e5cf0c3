package io.podbridge.core.kube;

import io.fabric8.kubernetes.client.Config;
import io.podbridge.core.clock.ClockSkew;
import io.podbridge.core.clock.SkewMeter;
import io.podbridge.core.clock.SteadyClock;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All connections to one API server. Three kinds, so that none waits for another: requests about pods, which can be
 * thousands; leases and nodes, by which the node stays Ready; and watches.
 *
 * <p>Threads: any.
 */
final class KubernetesConnection implements AutoCloseable {

    /** Leases and nodes of this replica under way at one time; each node has one or two every ten seconds. */
    private static final int MAX_LIVENESS_IN_FLIGHT = 32;

    /** Half of what fits on a connection: ended watches and the requests that try the connection count too. */
    private static final int WATCHES_PER_LANE = 45;

    /**
     * Nothing on these threads blocks, so that more than there are processors only wake each other: an unbounded pool
     * cost 1.5 times the processor time a pod. Two at least, lest decoding a long list holds up the answers.
     */
    private static final int HTTP_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** While the server does not know us, the credentials are read so often. */
    private static final long BETWEEN_READINGS_NANOS = Duration.ofSeconds(30).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesConnection.class);

    private volatile Config config;
    private volatile List<String> identity;
    private volatile boolean known;
    private final AtomicLong lastReading = new AtomicLong(System.nanoTime() - BETWEEN_READINGS_NANOS);
    private final Endpoint endpoint;
    private final KubeSettings settings;
    private final ExecutorService executor = Executors.newFixedThreadPool(HTTP_THREADS, daemons("kube-http"));
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemons("kube-clock"));
    private final SkewMeter meter = new SkewMeter(Clock.systemUTC(), SteadyClock.system());
    private final List<Lane> pods;
    private final Lane liveness;
    private final List<WatchLane> watches = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    /** A connection for watches, and how many there are on it. */
    private static final class WatchLane {
        private final Lane lane;
        private int used;

        WatchLane(Lane lane) {
            this.lane = lane;
        }
    }

    private KubernetesConnection(Credentials.Found found, KubeSettings settings) {
        this.config = found.config();
        this.identity = Credentials.identity(found.config());
        this.endpoint = found.endpoint();
        this.settings = settings;
        this.pods = IntStream.range(0, settings.connections())
                .mapToObj(i -> lane(
                        Math.max(1, settings.maxInFlight() / settings.connections()),
                        Math.max(1, settings.maxQueued() / settings.connections())))
                .toList();
        this.liveness = lane(MAX_LIVENESS_IN_FLIGHT, settings.maxQueued());
    }

    /**
     * Reads the credentials and makes the clients; nothing is sent yet.
     *
     * @throws IllegalArgumentException when the credentials cannot be found or read; the message says what and where
     */
    static KubernetesConnection open(KubeSettings settings) {
        return new KubernetesConnection(Credentials.find(settings), settings);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    KubeSettings settings() {
        return settings;
    }

    /** How far the API server's clock is ahead of ours, as far as its answers have shown it. */
    Optional<ClockSkew> skew() {
        return meter.skew();
    }

    ScheduledExecutorService clock() {
        return clock;
    }

    private void answered(int code) {
        if (code == HttpURLConnection.HTTP_UNAUTHORIZED) {
            unauthorized();
        } else {
            known = true;
        }
    }

    /**
     * The server does not know who we are: a client certificate has run out, perhaps, and a newer one may lie there.
     * Tokens are renewed by fabric8.
     */
    private void unauthorized() {
        long now = System.nanoTime();
        long last = lastReading.get();
        if (now - last >= BETWEEN_READINGS_NANOS && lastReading.compareAndSet(last, now)) {
            executor.execute(this::readCredentials);
        }
    }

    /** Only of the same server: a kubeconfig may have been pointed at another cluster meanwhile. */
    private void readCredentials() {
        try {
            Credentials.Found found = Credentials.find(settings);
            if (!found.endpoint().url().equals(endpoint.url())) {
                unknown(endpoint.source() + " names another server now, "
                        + found.endpoint().url() + "; restart podbridge if that is meant");
            } else if (Credentials.identity(found.config()).equals(identity)) {
                unknown("there is nothing new in " + endpoint.source() + "; renew the credentials there");
            } else {
                renew(found.config());
            }
        } catch (IllegalArgumentException unreadable) {
            unknown(String.valueOf(unreadable.getMessage()));
        }
    }

    /** Before the server has ever known us, whoever asked says so, and ends the program. */
    private void unknown(String why) {
        if (!known) {
            return;
        }
        LOG.error("The API server {} does not know us (401), and {}", endpoint.url(), why);
    }

    private synchronized void renew(Config newer) {
        LOG.info(
                "The API server {} did not know us (401); there are newer credentials in {}",
                endpoint.url(),
                endpoint.source());
        config = newer;
        identity = Credentials.identity(newer);
        pods.forEach(Lane::renew);
        liveness.renew();
        watches.forEach(it -> it.lane.renew());
    }

    /** The connection for the next request about pods. */
    Lane pods() {
        return pods.size() == 1 ? pods.getFirst() : pods.get(Math.floorMod(next.getAndIncrement(), pods.size()));
    }

    /** The connection for leases and nodes. */
    Lane liveness() {
        return liveness;
    }

    /** A connection with room for one more watch, to be given back with {@link #endWatch}. */
    synchronized Lane beginWatch() {
        WatchLane free = watches.stream()
                .filter(it -> it.used < WATCHES_PER_LANE)
                .findFirst()
                .orElseGet(() -> {
                    WatchLane more =
                            new WatchLane(lane(KubeSettings.MAX_STREAMS - WATCHES_PER_LANE, settings.maxQueued()));
                    watches.add(more);
                    return more;
                });
        free.used++;
        return free.lane;
    }

    /** A watch on that connection is over. */
    synchronized void endWatch(Lane lane) {
        watches.stream().filter(it -> it.lane == lane).forEach(it -> it.used--);
    }

    @Override
    public void close() {
        pods.forEach(Lane::close);
        liveness.close();
        synchronized (this) {
            watches.forEach(it -> it.lane.close());
        }
        clock.shutdownNow();
        executor.shutdown();
    }

    private Lane lane(int maxInFlight, int maxQueued) {
        Duration timeout = settings.requestTimeout();
        return new Lane(
                () -> HttpChannel.open(config, executor),
                endpoint,
                timeout,
                new CallQueue(maxInFlight, maxQueued, timeout),
                meter,
                this::answered);
    }

    private static ThreadFactory daemons(String name) {
        return Thread.ofPlatform().daemon().name(name + "-", 0).factory();
    }
}
