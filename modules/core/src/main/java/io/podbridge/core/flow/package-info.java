/** Bounds on what is under way at once. Start reading at {@link io.podbridge.core.flow.CallLimiter}. */
@NullMarked
package io.podbridge.core.flow;

import org.jspecify.annotations.NullMarked;
