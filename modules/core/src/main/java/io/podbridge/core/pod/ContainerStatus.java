package io.podbridge.core.pod;

import java.util.List;
import java.util.Optional;

/**
 * The status of one container; the same shape in a provider's report and in the pod's status.
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

    /** The status of a container that has not been started; the reason is one a person knows. */
    public static ContainerStatus waiting(Container container, String reason, String message) {
        var state = new ContainerState.Waiting(reason, message);
        return new ContainerStatus(
                container.name(), container.image(), Optional.empty(), false, 0, state, Optional.empty());
    }

    /** The status of the container of that name, if there is one among these. */
    public static Optional<ContainerStatus> find(List<ContainerStatus> statuses, String name) {
        return statuses.stream().filter(status -> status.name().equals(name)).findFirst();
    }

    /** Whether the container runs now. */
    public boolean running() {
        return state instanceof ContainerState.Running;
    }

    /** Whether the container has ended. Whether it will be started again is the restart policy's word. */
    public boolean terminated() {
        return state instanceof ContainerState.Terminated;
    }

    /** Whether the container has ever run, as far as this status tells. */
    public boolean started() {
        return !(state instanceof ContainerState.Waiting) || lastState.isPresent() || containerId.isPresent();
    }
}
