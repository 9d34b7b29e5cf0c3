/**
 * Which fields the kinds have, taken from the model classes; begin with {@link io.podbridge.devcluster.schema.Schema}.
 * Validation walks it beside a tree, and OpenAPI is written from it.
 */
@NullMarked
package io.podbridge.devcluster.schema;

import org.jspecify.annotations.NullMarked;
