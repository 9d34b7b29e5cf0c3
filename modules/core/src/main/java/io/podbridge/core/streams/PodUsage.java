package io.podbridge.core.streams;

import io.podbridge.core.pod.PodId;
import java.time.Instant;
import java.util.List;

/** What a pod uses at a moment. */
public record PodUsage(PodId pod, Instant time, List<ContainerUsage> containers) {

    /**
     * What a container uses.
     *
     * @param startedAt of its current life; the processor time counts from then
     * @param cpuNanoseconds of processor time, monotonic in one life
     * @param memoryBytes the working set
     */
    public record ContainerUsage(String name, Instant startedAt, long cpuNanoseconds, long memoryBytes) {}
}
