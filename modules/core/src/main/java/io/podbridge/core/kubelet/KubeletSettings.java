package io.podbridge.core.kubelet;

import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.config.IpAddress;
import io.podbridge.core.config.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server of the kubelet API; {@code podbridge.kubelet}, explained in {@code conf/podbridge.conf}.
 *
 * @param enabled whether there is one
 * @param bindHost address to listen at
 * @param port 0 takes a free one
 * @param address the IP address at which the API server reaches it; empty for the one of the cluster's host
 * @param advertisedPort likewise its port; 0 for the one it listens on
 * @param hosts addresses and names in a certificate that is not from files
 * @param certificate file of the serving certificate with its chain, PEM; needs the key
 * @param key file of its key; needs the certificate
 * @param requestCertificate whether it is requested from the cluster instead
 * @param access who is let in
 * @param maxStreams conversations at a time
 * @param maxConnections at a time, besides those that have become conversations
 * @param idleTimeout without a byte, of a conversation or of any other connection
 * @param creationTimeout for a client to open the streams that it announced
 * @param shutdownTimeout for clients to take the last words
 */
public record KubeletSettings(
        boolean enabled,
        String bindHost,
        int port,
        Optional<String> address,
        int advertisedPort,
        List<String> hosts,
        Optional<Path> certificate,
        Optional<Path> key,
        boolean requestCertificate,
        AccessSettings access,
        int maxStreams,
        int maxConnections,
        Duration idleTimeout,
        Duration creationTimeout,
        Duration shutdownTimeout) {

    /** Reads {@code podbridge.kubelet}; where nothing else is said it listens where the cluster does. */
    public static KubeletSettings read(SettingsReader reader, ClusterSettings cluster) {
        Optional<Path> certificate = reader.optionalPath("certificate");
        Optional<Path> key = reader.optionalPath("key");
        if (certificate.isPresent() != key.isPresent()) {
            reader.error(certificate.isPresent() ? "key" : "certificate", "must be set if the other one is");
        }
        boolean requested = reader.flag("request-certificate");
        if (requested && certificate.isPresent()) {
            reader.error("request-certificate", "must be false where certificate names a file");
        }
        return new KubeletSettings(
                reader.flag("enabled"),
                reader.optionalText("bind-host").orElseGet(cluster::listeningHost),
                reader.integer("port", 0, 65535),
                IpAddress.read(reader, "address"),
                reader.integer("advertised-port", 0, 65535),
                reader.texts("hosts"),
                certificate,
                key,
                requested,
                AccessSettings.read(reader.section("access")),
                reader.integer("max-streams", 1, 100_000),
                reader.integer("max-connections", 1, 100_000),
                reader.duration("idle-timeout", Duration.ofSeconds(1), Duration.ofDays(7)),
                reader.duration("creation-timeout", Duration.ofSeconds(1), Duration.ofMinutes(10)),
                reader.duration("shutdown-timeout", Duration.ofMillis(100), Duration.ofMinutes(5)));
    }

    /** The same for a server that is also reached by these addresses and names. */
    public KubeletSettings reachedAs(List<String> names) {
        return new KubeletSettings(
                enabled,
                bindHost,
                port,
                address,
                advertisedPort,
                Stream.concat(hosts.stream(), names.stream()).distinct().toList(),
                certificate,
                key,
                requestCertificate,
                access,
                maxStreams,
                maxConnections,
                idleTimeout,
                creationTimeout,
                shutdownTimeout);
    }
}
