/**
 * Clocks: one that is never set, and how far this machine's is from the API server's. Start reading at
 * {@link io.podbridge.core.clock.ClockSkew}.
 */
@NullMarked
package io.podbridge.core.clock;

import org.jspecify.annotations.NullMarked;
