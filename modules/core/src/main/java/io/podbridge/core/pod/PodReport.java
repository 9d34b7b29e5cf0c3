package io.podbridge.core.pod;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A provider's report of one pod.
 *
 * @param id who it is
 * @param initContainers in the order of the spec; empty if the pod has none
 * @param containers in the order of the spec
 * @param podIp the pod's address, once it has one
 * @param replica which replica holds the containers; absent where every replica reaches them
 */
public record PodReport(
        PodId id,
        List<ContainerStatus> initContainers,
        List<ContainerStatus> containers,
        Optional<String> podIp,
        Optional<String> replica) {

    /** The reason of a container that ended because its replica did, or might have: nobody asked for its end. */
    public static final String REPLICA_LOST = "ReplicaLost";

    /** The API server's status of the containers, as a report. */
    public static PodReport known(Pod pod) {
        var status = pod.status();
        return new PodReport(pod.id(), status.initContainers(), status.containers(), status.podIp(), Optional.empty());
    }

    /** The same, with a status for each container of the spec: one that nobody reported on is waiting. */
    public PodReport complete(Pod pod) {
        return new PodReport(
                id,
                complete(pod.spec().initContainers(), initContainers),
                complete(pod.spec().containers(), containers),
                podIp,
                replica);
    }

    /** The same, with these containers (by name) as they are known instead of what the report says of them. */
    public PodReport replacing(Map<String, ContainerStatus> known) {
        var others = containers.stream().filter(container -> !known.containsKey(container.name()));
        return new PodReport(
                id,
                initContainers,
                Stream.concat(others, known.values().stream()).toList(),
                podIp,
                replica);
    }

    /** Whether any container has run. */
    public boolean started() {
        return all().anyMatch(ContainerStatus::started);
    }

    /** Whether two reports may be about the same containers: those of another replica are others. */
    public boolean sameReplica(PodReport other) {
        return replica.isEmpty() || other.replica.isEmpty() || replica.equals(other.replica);
    }

    /** Whether the containers were lost with their replica, which is another thing than that they ended. */
    public boolean lost() {
        return containers.stream()
                .anyMatch(container -> container.state() instanceof ContainerState.Terminated ended
                        && ended.reason().equals(REPLICA_LOST));
    }

    /** The same, held by this replica. */
    public PodReport on(String holder) {
        return new PodReport(id, initContainers, containers, podIp, Optional.of(holder));
    }

    /**
     * Whether the containers have done what they were started for and, by the policy, none will be started again. How
     * sidecars are says nothing of that: they may still run, until the provider has ended them.
     */
    public boolean over(PodSpec spec) {
        var policy = spec.restartPolicy();
        return (!containers.isEmpty() && containers.stream().allMatch(container -> ended(container, policy)))
                || initContainers.stream()
                        .filter(container -> !spec.sidecar(container.name()))
                        .anyMatch(container -> failedForGood(container, policy));
    }

    /** Whether the pod is over and nothing of it runs: the kubelet's rule for a terminal phase (status_manager.go). */
    public boolean finished(PodSpec spec) {
        return over(spec) && all().noneMatch(ContainerStatus::running);
    }

    private Stream<ContainerStatus> all() {
        return Stream.concat(initContainers.stream(), containers.stream());
    }

    private static List<ContainerStatus> complete(List<Container> spec, List<ContainerStatus> statuses) {
        return spec.stream()
                .map(container -> ContainerStatus.find(statuses, container.name())
                        .orElseGet(() -> ContainerStatus.waiting(container, "ContainerCreating", "")))
                .toList();
    }

    private static boolean ended(ContainerStatus container, RestartPolicy policy) {
        return container.state() instanceof ContainerState.Terminated ended && !policy.restarts(ended.exitCode());
    }

    /** A failed init container ends the pod unless the policy has it tried again. */
    private static boolean failedForGood(ContainerStatus container, RestartPolicy policy) {
        return ended(container, policy)
                && container.state() instanceof ContainerState.Terminated terminated
                && terminated.exitCode() != 0;
    }
}
