package io.podbridge.core.lifecycle.status;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.Notes;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Ephemeral containers, which {@code kubectl debug} adds to a running pod. No provider runs them; kubectl waits for
 * their status and shows the message of one that waits. The pod itself goes on as if they were not there.
 */
public final class EphemeralContainers {
    private static final String MESSAGE = "the provider cannot honour ephemeralContainers: use kubectl exec, or kubectl"
            + " debug --copy-to with containers that the provider can run";

    private EphemeralContainers() {}

    /** Their statuses, in the order of the spec. */
    static List<ContainerStatus> statuses(PodSpec spec) {
        return spec.ephemeralContainers().stream()
                .map(container -> ContainerStatus.waiting(container, Notes.UNSUPPORTED, MESSAGE))
                .toList();
    }

    /** The Event about those that the status before the write does not have. */
    public static Optional<Effect> untold(PodStatus before, PodStatus written) {
        var names = written.ephemeralContainers().stream()
                .map(ContainerStatus::name)
                .filter(name ->
                        ContainerStatus.find(before.ephemeralContainers(), name).isEmpty())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? Optional.empty() : Optional.of(Notes.notRun(names, MESSAGE));
    }
}
