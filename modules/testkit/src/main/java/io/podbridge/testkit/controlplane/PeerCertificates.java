package io.podbridge.testkit.controlplane;

import java.nio.file.Path;

/**
 * An authority for replicas that talk to one another, and a certificate of it, as PEM files.
 *
 * @param authority the authority's own
 * @param peer what each replica shows
 */
public record PeerCertificates(CertificateFiles authority, CertificateFiles peer) {

    /** New ones, in this directory. */
    public static PeerCertificates create(Path directory) {
        CertificateAuthority authority = CertificateAuthority.create("podbridge-relay-ca");
        return new PeerCertificates(
                authority.self().writeTo(directory, "relay-ca"),
                authority.peer("podbridge-replica").writeTo(directory, "relay"));
    }
}
