/**
 * Kubernetes Events: what podbridge tells a user about a pod or the node. Start reading at
 * {@link io.podbridge.core.events.EventRecorder}.
 */
@NullMarked
package io.podbridge.core.events;

import org.jspecify.annotations.NullMarked;
