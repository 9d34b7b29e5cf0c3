package io.podbridge.core.pod;

import java.util.List;
import java.util.Optional;

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

    /** Whether every container has ended and, by the policy, none will be started again. */
    public boolean finished(RestartPolicy policy) {
        return (!containers.isEmpty() && containers.stream().allMatch(container -> over(container, policy)))
                || initContainers.stream().anyMatch(container -> failedForGood(container, policy));
    }

    private static boolean over(ContainerStatus container, RestartPolicy policy) {
        return container.state() instanceof ContainerState.Terminated ended && !policy.restarts(ended.exitCode());
    }

    /** A failed init container ends the pod unless the policy has it tried again. */
    private static boolean failedForGood(ContainerStatus container, RestartPolicy policy) {
        return container.state() instanceof ContainerState.Terminated ended
                && ended.exitCode() != 0
                && !policy.restarts(ended.exitCode());
    }
}
