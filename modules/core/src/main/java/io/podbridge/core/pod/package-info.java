/**
 * The model of a pod: what the API server holds of it, what a provider reports of it, and nothing of what is made of
 * the two.
 *
 * <p>Values only: no clock, no I/O, no actor, no JSON, and no other package of podbridge. Start reading at
 * {@link io.podbridge.core.pod.Pod} and {@link io.podbridge.core.pod.PodReport}; what happens to a pod is in
 * {@code core.lifecycle}.
 */
@NullMarked
package io.podbridge.core.pod;

import org.jspecify.annotations.NullMarked;
