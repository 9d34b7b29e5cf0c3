package io.podbridge.testkit.controlplane;

import java.nio.file.Path;

/**
 * A certificate and its keys as PEM files.
 *
 * @param certificate X.509
 * @param key the private key, PKCS #8
 * @param publicKey the public key alone, as kube-apiserver takes it to verify ServiceAccount tokens
 */
public record CertificateFiles(Path certificate, Path key, Path publicKey) {}
