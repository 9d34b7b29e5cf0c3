package io.podbridge.core.kubelet;

import io.podbridge.core.config.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The server of the kubelet API; {@code podbridge.kubelet}.
 *
 * @param bindHost address to listen at
 * @param port 0 takes a free one
 * @param hosts addresses and names in a self-signed certificate
 * @param certificate file of the serving certificate with its chain, PEM; needs the key
 * @param key file of its key; needs the certificate
 * @param access who is let in
 * @param maxStreams conversations at a time
 * @param maxConnections at a time, besides those that have become conversations
 * @param idleTimeout without a byte, of a conversation or of any other connection
 * @param creationTimeout for a client to open the streams that it announced
 * @param shutdownTimeout for clients to take the last words
 */
public record KubeletSettings(
        String bindHost,
        int port,
        List<String> hosts,
        Optional<Path> certificate,
        Optional<Path> key,
        AccessSettings access,
        int maxStreams,
        int maxConnections,
        Duration idleTimeout,
        Duration creationTimeout,
        Duration shutdownTimeout) {

    /** Reads {@code podbridge.kubelet}. */
    public static KubeletSettings read(SettingsReader reader) {
        Optional<Path> certificate = reader.optionalPath("certificate");
        Optional<Path> key = reader.optionalPath("key");
        if (certificate.isPresent() != key.isPresent()) {
            reader.error(certificate.isPresent() ? "key" : "certificate", "must be set if the other one is");
        }
        return new KubeletSettings(
                reader.text("bind-host"),
                reader.integer("port", 0, 65535),
                reader.texts("hosts"),
                certificate,
                key,
                AccessSettings.read(reader.section("access")),
                reader.integer("max-streams", 1, 100_000),
                reader.integer("max-connections", 1, 100_000),
                reader.duration("idle-timeout", Duration.ofSeconds(1), Duration.ofDays(7)),
                reader.duration("creation-timeout", Duration.ofSeconds(1), Duration.ofMinutes(10)),
                reader.duration("shutdown-timeout", Duration.ofMillis(100), Duration.ofMinutes(5)));
    }
}
