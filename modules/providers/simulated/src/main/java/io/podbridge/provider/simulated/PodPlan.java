package io.podbridge.provider.simulated;

import io.podbridge.core.pod.RestartPolicy;
import java.util.List;
import java.util.Set;

/**
 * What an instance does, drawn when it is made and written to the ledger: whoever reads it computes the same states.
 *
 * @param startMillis from the order to the start of the first container
 * @param releaseMillis from the end of the last container to the end of the instance
 * @param backOffMillis how long a container that ended twice waits before it is started again; doubles each time
 * @param backOffLimitMillis the longest such wait
 * @param hang calls about this pod that have their effect and never answer
 */
record PodPlan(
        RestartPolicy restartPolicy,
        long startMillis,
        long releaseMillis,
        long backOffMillis,
        long backOffLimitMillis,
        Set<Call> hang,
        List<ContainerPlan> initContainers,
        List<ContainerPlan> containers) {

    /** How often the containers were started again, all together, before this instance was made. */
    long restarts() {
        return sum(initContainers) + sum(containers);
    }

    /** The same, with the images of the other where it has a container of the same name. */
    PodPlan withImagesOf(PodPlan other) {
        return new PodPlan(
                restartPolicy,
                startMillis,
                releaseMillis,
                backOffMillis,
                backOffLimitMillis,
                hang,
                withImagesOf(other.initContainers, initContainers),
                withImagesOf(other.containers, containers));
    }

    private static List<ContainerPlan> withImagesOf(List<ContainerPlan> others, List<ContainerPlan> containers) {
        return containers.stream()
                .map(container -> others.stream()
                        .filter(other -> other.name().equals(container.name()))
                        .findFirst()
                        .map(other -> container.withImage(other.image()))
                        .orElse(container))
                .toList();
    }

    private static long sum(List<ContainerPlan> containers) {
        return containers.stream().mapToLong(ContainerPlan::restarts).sum();
    }
}
