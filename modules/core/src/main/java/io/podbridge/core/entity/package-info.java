/**
 * The sharded actor of one pod: it holds the pod's state, asks {@link io.podbridge.core.pod.Lifecycle} what to do, and
 * does it. Start reading at {@link io.podbridge.core.entity.PodEntity}.
 */
@NullMarked
package io.podbridge.core.entity;

import org.jspecify.annotations.NullMarked;
