/** The server's own certificates; begin with {@link io.podbridge.devcluster.tls.CertificateAuthority}. */
@NullMarked
package io.podbridge.devcluster.tls;

import org.jspecify.annotations.NullMarked;
