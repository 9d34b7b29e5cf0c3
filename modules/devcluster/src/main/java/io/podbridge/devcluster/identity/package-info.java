/**
 * Who asks and what they may: certificates, tokens, rules. Begin with
 * {@link io.podbridge.devcluster.identity.Authenticator}.
 */
@NullMarked
package io.podbridge.devcluster.identity;

import org.jspecify.annotations.NullMarked;
