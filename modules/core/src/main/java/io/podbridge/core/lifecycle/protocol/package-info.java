/**
 * What goes into a decision about a pod, and what comes out of it: events, effects, timers, and the rules of how much
 * an absence proves and how long to wait.
 *
 * <p>Values only. Start reading at {@link io.podbridge.core.lifecycle.protocol.PodEvent} and
 * {@link io.podbridge.core.lifecycle.protocol.Effect}.
 */
@NullMarked
package io.podbridge.core.lifecycle.protocol;

import org.jspecify.annotations.NullMarked;
