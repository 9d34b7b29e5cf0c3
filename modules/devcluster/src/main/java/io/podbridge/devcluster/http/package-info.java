/**
 * The edge: TLS, identity, routes and encodings around {@link io.podbridge.devcluster.api.Api}. Begin with
 * {@link io.podbridge.devcluster.http.ApiServer}, which listens, and {@link io.podbridge.devcluster.http.Router}, which
 * every request passes.
 */
@NullMarked
package io.podbridge.devcluster.http;

import org.jspecify.annotations.NullMarked;
