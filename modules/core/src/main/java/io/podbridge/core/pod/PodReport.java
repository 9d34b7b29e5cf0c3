package io.podbridge.core.pod;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a provider says of one pod.
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
        return over(spec)
                && Stream.concat(initContainers.stream(), containers.stream()).noneMatch(ContainerStatus::running);
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
