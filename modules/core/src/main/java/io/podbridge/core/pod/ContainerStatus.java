package io.podbridge.core.pod;

import java.util.Optional;

/**
 * What is known of one container; the same shape in a provider's report and in the pod's status.
 *
 * @param name as in the spec
 * @param image as in the spec, or as the provider resolved it
 * @param containerId {@code <provider>://<id>}; present once the container was started
 * @param ready whether it takes traffic
 * @param restartCount how often it was started again
 * @param state what it does now
 * @param lastState how it ended the last time, if it was started again
 */
public record ContainerStatus(
        String name,
        String image,
        Optional<String> containerId,
        boolean ready,
        int restartCount,
        ContainerState state,
        Optional<ContainerState.Terminated> lastState) {

    /** Whether it runs now. */
    public boolean running() {
        return state instanceof ContainerState.Running;
    }

    /** Whether it has ended. Whether it will be started again is the restart policy's word. */
    public boolean terminated() {
        return state instanceof ContainerState.Terminated;
    }
}
