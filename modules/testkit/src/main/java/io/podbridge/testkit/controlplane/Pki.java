package io.podbridge.testkit.controlplane;

import java.nio.file.Path;
import java.util.List;

/**
 * The certificates of one control plane, on disk for its servers.
 *
 * @param authority signs all the others, and client certificates made later
 * @param ca the authority's own files
 * @param serving what kube-apiserver, kube-scheduler and kube-controller-manager show to their clients
 * @param kubeletClient what kube-apiserver shows to a kubelet
 * @param serviceAccounts the key that signs ServiceAccount tokens
 * @param admin the administrator: group {@code system:masters}
 */
record Pki(
        CertificateAuthority authority,
        CertificateFiles ca,
        CertificateFiles serving,
        CertificateFiles kubeletClient,
        CertificateFiles serviceAccounts,
        Identity admin) {

    /** The group that every authorizer lets pass; no RBAC rule is needed for it, and none can restrict it. */
    private static final List<String> ADMINISTRATORS = List.of("system:masters");

    static final List<String> LOOPBACK = List.of("127.0.0.1", "::1", "localhost", "kubernetes.default.svc");

    static Pki create(Path directory) {
        CertificateAuthority authority = CertificateAuthority.create("podbridge-test-ca");
        return new Pki(
                authority,
                authority.self().writeTo(directory, "ca"),
                authority.server("kube-apiserver", List.of(), LOOPBACK).writeTo(directory, "serving"),
                authority
                        .client("kube-apiserver-kubelet-client", ADMINISTRATORS)
                        .writeTo(directory, "kubelet-client"),
                authority.client("service-accounts", List.of()).writeTo(directory, "service-accounts"),
                authority.client("kubernetes-admin", ADMINISTRATORS));
    }
}
