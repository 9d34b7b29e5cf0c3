/**
 * Who may use the kubelet API, decided as the kubelet decides it, and who the server is. Begin with
 * {@link io.podbridge.http.identity.Gate} for the one, {@link io.podbridge.http.identity.ServingCertificate} for the
 * other.
 */
@NullMarked
package io.podbridge.http.identity;

import org.jspecify.annotations.NullMarked;
