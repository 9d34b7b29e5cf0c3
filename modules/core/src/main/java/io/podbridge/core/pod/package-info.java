/**
 * The life of one pod, as values: what it is, what state it is in, what happens to it and what is to be done.
 *
 * <p>Everything here is pure: no clock, no I/O, no actor, no JSON. Start reading at
 * {@link io.podbridge.core.pod.Lifecycle}; {@code docs/lifecycle.md} holds its table, and a test keeps the two equal.
 */
@NullMarked
package io.podbridge.core.pod;

import org.jspecify.annotations.NullMarked;
