package io.podbridge.core.relay;

import io.podbridge.core.config.SettingsReader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The relay between replicas, {@code podbridge.relay}; explained in {@code conf/podbridge.conf}.
 *
 * @param port where it listens, on the replica's host
 * @param certificate this replica's, PEM; empty without TLS
 * @param key the certificate's
 * @param authority who signs the certificates of all replicas, and nothing else
 */
public record RelaySettings(int port, Optional<Path> certificate, Optional<Path> key, Optional<Path> authority) {
    private static final int MAX_PORT = 65_535;

    /** Reads them. */
    public static RelaySettings read(SettingsReader reader) {
        var settings = new RelaySettings(
                reader.integer("port", 1, MAX_PORT),
                reader.optionalPath("certificate"),
                reader.optionalPath("key"),
                reader.optionalPath("authority"));
        if (settings.tls().isEmpty() && settings.anyFile()) {
            reader.error("certificate", "must be set together with key and authority, or none of them.");
        }
        return settings;
    }

    private boolean anyFile() {
        return certificate.isPresent() || key.isPresent() || authority.isPresent();
    }

    /** With what TLS is spoken, if the files are named. */
    public Optional<RelayTls> tls() {
        return certificate.flatMap(
                chain -> key.flatMap(secret -> authority.map(issuer -> new RelayTls(chain, secret, issuer))));
    }
}
