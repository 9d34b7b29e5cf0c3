package io.podbridge.http.kubelet;

import io.podbridge.core.pod.PodId;
import io.podbridge.core.streams.PodUsage;
import io.podbridge.core.streams.PodUsage.ContainerUsage;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What the documents tell of the usage of all pods.
 *
 * @param containers all that run on the node, those of pods that are not told of included: the node's figures are their
 *     sum
 * @param pods one for each namespace and name, since series have no UID and two alike make the scrape unreadable. Of
 *     two pods of one name the older one has been deleted by force and is being ended, so the newer one is told
 */
record NodeUsage(List<ContainerUsage> containers, List<PodUsage> pods) {

    /**
     * A container that runs has used something, but a provider's clock may be too coarse to show it (process: 10 ms),
     * and metrics-server drops every container of a pod of which one has used 0 ({@code decode.go}). Starting a program
     * takes more than a microsecond.
     */
    private static final long LEAST_CPU_NANOSECONDS = 1_000;

    /** Likewise: a process that ends while it is looked at has none left. */
    private static final long LEAST_MEMORY_BYTES = 1;

    /** Since a deleted pod is never started again, all of its containers are older than its successor's. */
    private static final Comparator<PodUsage> AGE = Comparator.comparing(NodeUsage::startedAt)
            .thenComparing(pod -> pod.pod().uid())
            .thenComparing(PodUsage::time);

    /** Puts together what replicas tell; more than one may tell of a pod that has just moved. */
    static NodeUsage of(List<PodUsage> told) {
        List<PodUsage> pods = newestBy(PodUsage::pod, told);
        List<ContainerUsage> containers =
                pods.stream().flatMap(pod -> pod.containers().stream()).toList();
        return new NodeUsage(containers, newestBy(NodeUsage::name, pods));
    }

    private static <K> List<PodUsage> newestBy(Function<PodUsage, K> key, List<PodUsage> pods) {
        Collection<PodUsage> newest = pods.stream()
                .map(NodeUsage::withoutZeros)
                .collect(Collectors.toMap(key, Function.identity(), BinaryOperator.maxBy(AGE), LinkedHashMap::new))
                .values();
        return List.copyOf(newest);
    }

    private static PodId name(PodUsage pod) {
        return new PodId("", pod.pod().namespace(), pod.pod().name());
    }

    /** When its oldest running container started; for ever ago without one, so that it yields to one that runs. */
    private static Instant startedAt(PodUsage pod) {
        return pod.containers().stream()
                .map(ContainerUsage::startedAt)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    private static PodUsage withoutZeros(PodUsage pod) {
        return new PodUsage(
                pod.pod(),
                pod.time(),
                pod.containers().stream()
                        .map(container -> new ContainerUsage(
                                container.name(),
                                container.startedAt(),
                                Math.max(container.cpuNanoseconds(), LEAST_CPU_NANOSECONDS),
                                Math.max(container.memoryBytes(), LEAST_MEMORY_BYTES)))
                        .toList());
    }

    /** Of a node without pods too, or metrics-server drops it. */
    long cpuNanoseconds() {
        return Math.max(sum(containers, ContainerUsage::cpuNanoseconds), LEAST_CPU_NANOSECONDS);
    }

    long memoryBytes() {
        return Math.max(sum(containers, ContainerUsage::memoryBytes), LEAST_MEMORY_BYTES);
    }

    static long sum(List<ContainerUsage> containers, ToLongFunction<ContainerUsage> value) {
        return containers.stream().mapToLong(value).sum();
    }
}
