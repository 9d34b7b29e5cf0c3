/**
 * The life of a pod: one file for each stage, which says what follows from which event and which stages may come next.
 *
 * <p>Everything here is pure: no clock, no I/O, no actor, no JSON. Start reading at
 * {@link io.podbridge.core.lifecycle.Lifecycle} and {@link io.podbridge.core.lifecycle.PodState};
 * {@code docs/lifecycle.md} holds the table of the stages, and a test keeps the two equal. What comes in and goes out
 * is in {@code protocol}, the status that is told in {@code status}, the dialogue with the API server in
 * {@code publication}.
 */
@NullMarked
package io.podbridge.core.lifecycle;

import org.jspecify.annotations.NullMarked;
