package io.podbridge.core.kube;

import io.podbridge.core.config.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach the API server, and how hard to press it.
 *
 * @param kubeconfig absent means the usual rules: {@code $KUBECONFIG}, {@code ~/.kube/config}, else the ServiceAccount
 *     of the pod that this runs in
 * @param context the context of the kubeconfig; absent means its current one
 * @param connectTimeout TCP and TLS together; 100 ms to 1 min
 * @param requestTimeout from sending a request to the end of its answer; also the longest wait for its turn; 1 s to 5
 *     min
 * @param connections HTTP/2 connections for requests about pods; 1 to 16. Watches have others, and so do leases and
 *     nodes
 * @param maxInFlight requests about pods at one time, on all connections together; 1 to {@link #MAX_STREAMS} times
 *     {@code connections}
 * @param maxQueued requests about pods that wait for their turn; one more is answered {@link ApiResult.Unavailable}
 * @param watchTimeout how long the server keeps a watch open, at least; up to twice as long, by chance, so that not all
 *     watches end together; 10 s to 1 h
 * @param watchSilence after so much silence of a watch its connection is tried, 1 s to 5 min
 */
public record KubeSettings(
        Optional<Path> kubeconfig,
        Optional<String> context,
        Duration connectTimeout,
        Duration requestTimeout,
        int connections,
        int maxInFlight,
        int maxQueued,
        Duration watchTimeout,
        Duration watchSilence) {

    /**
     * kube-apiserver takes 100 streams a connection (SETTINGS_MAX_CONCURRENT_STREAMS of its HTTP/2 server), and
     * java.net.http fails the rest at once. Streams that we gave up count until both sides know, hence the margin.
     */
    public static final int MAX_STREAMS = 90;

    /** Reads the block {@code podbridge.kubernetes}; errors are in the reader. */
    public static KubeSettings read(SettingsReader reader) {
        var settings = new KubeSettings(
                reader.optionalPath("kubeconfig"),
                reader.optionalText("context"),
                reader.duration("connect-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                reader.duration("request-timeout", Duration.ofSeconds(1), Duration.ofMinutes(5)),
                reader.integer("connections", 1, 16),
                reader.integer("max-in-flight", 1, 16 * MAX_STREAMS),
                reader.integer("max-queued", 1, 1_000_000),
                reader.duration("watch-timeout", Duration.ofSeconds(10), Duration.ofHours(1)),
                reader.duration("watch-silence", Duration.ofSeconds(1), Duration.ofMinutes(5)));
        if (settings.maxInFlight > settings.connections * MAX_STREAMS) {
            reader.error(
                    "max-in-flight",
                    "must be at most " + MAX_STREAMS + " for each of connections, which is " + settings.connections
                            + ", is " + settings.maxInFlight);
        }
        return settings;
    }

    /** The defaults of {@code podbridge.kubernetes}, for whoever has no configuration. */
    public static KubeSettings defaults() {
        return new KubeSettings(
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                1,
                64,
                10_000,
                Duration.ofMinutes(5),
                Duration.ofSeconds(15));
    }

    /** The same, with another kubeconfig. */
    public KubeSettings withKubeconfig(Path file) {
        return new KubeSettings(
                Optional.of(file),
                context,
                connectTimeout,
                requestTimeout,
                connections,
                maxInFlight,
                maxQueued,
                watchTimeout,
                watchSilence);
    }

    /** The same, with another context of the kubeconfig. */
    public KubeSettings withContext(String name) {
        return new KubeSettings(
                kubeconfig,
                Optional.of(name),
                connectTimeout,
                requestTimeout,
                connections,
                maxInFlight,
                maxQueued,
                watchTimeout,
                watchSilence);
    }

    /** The same, with another bound of requests at one time. */
    public KubeSettings withMaxInFlight(int requests) {
        return new KubeSettings(
                kubeconfig,
                context,
                connectTimeout,
                requestTimeout,
                connections,
                requests,
                maxQueued,
                watchTimeout,
                watchSilence);
    }
}
