/**
 * OpenAPI v3 documents: kubectl looks there whether the server validates, and {@code kubectl explain} prints them.
 * Begin with {@link io.podbridge.devcluster.openapi.OpenApi}.
 */
@NullMarked
package io.podbridge.devcluster.openapi;

import org.jspecify.annotations.NullMarked;
