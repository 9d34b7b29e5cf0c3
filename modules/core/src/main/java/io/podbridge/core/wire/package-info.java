/**
 * How messages travel between replicas: CBOR, and only types that were named.
 *
 * <p>A message implements {@link io.podbridge.core.wire.Wire} and belongs to a sealed root; the roots are listed once,
 * in {@link io.podbridge.core.wire.WireTypes}, and what they permit is what may come in. Start reading at
 * {@link io.podbridge.core.wire.CborSerializer}; {@code docs/decisions/0003-wire-format.md} says why.
 */
@NullMarked
package io.podbridge.core.wire;

import org.jspecify.annotations.NullMarked;
