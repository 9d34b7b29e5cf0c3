/**
 * The status of a pod as a function of what is known of it, by the kubelet's rules: phase, conditions, containers, how
 * it ended.
 *
 * <p>Values and pure functions. Start reading at {@link io.podbridge.core.lifecycle.status.PodStatusView}.
 */
@NullMarked
package io.podbridge.core.lifecycle.status;

import org.jspecify.annotations.NullMarked;
