package io.podbridge.core.wire;

import io.podbridge.core.pod.Pod;

/**
 * Reads a pod from its manifest. A pod travels as the bytes of its manifest alone, so that both sides see the same
 * object and nothing of it is written twice.
 *
 * <p>Called by many threads at once; must be pure.
 */
@FunctionalInterface
public interface PodCodec {

    /**
     * The pod of a manifest, as {@link io.podbridge.core.pod.Manifest#json()} holds it.
     *
     * @throws IllegalArgumentException if these bytes are no pod; the message is then dropped and logged
     */
    Pod decode(byte[] manifest);
}
