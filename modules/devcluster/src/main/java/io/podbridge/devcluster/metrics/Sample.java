package io.podbridge.devcluster.metrics;

import java.time.Instant;

/**
 * What a node or a container had used at a moment.
 *
 * @param start of the life that the processor time counts from; {@link Instant#EPOCH} if the kubelet does not say
 * @param time when it was measured, by the clock of the kubelet
 * @param cpuNanoseconds of processor time since then, more than 0
 * @param memoryBytes the working set, more than 0
 */
record Sample(Instant start, Instant time, long cpuNanoseconds, long memoryBytes) {

    /** The same life at its beginning, when it had used nothing. */
    Sample atStart() {
        return new Sample(start, start, 0, memoryBytes);
    }
}
