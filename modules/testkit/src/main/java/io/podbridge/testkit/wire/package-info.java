/**
 * A check that every message survives the way to another replica.
 *
 * <p>Start reading at {@link io.podbridge.testkit.wire.WireContract}.
 */
@NullMarked
package io.podbridge.testkit.wire;

import org.jspecify.annotations.NullMarked;
