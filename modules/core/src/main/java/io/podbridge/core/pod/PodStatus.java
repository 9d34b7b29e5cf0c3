package io.podbridge.core.pod;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The part of {@code status} that podbridge writes, and nothing else: conditions of others are not in it. Read from the
 * API server and written to it in the same shape, so "is there anything to write" is {@code equals}.
 *
 * @param reason "" if there is none
 * @param message "" if there is none
 * @param conditions only the types that podbridge owns, in a fixed order
 * @param ephemeralContainers what becomes of the spec's ephemeral containers
 */
public record PodStatus(
        Phase phase,
        String reason,
        String message,
        List<Condition> conditions,
        List<ContainerStatus> initContainers,
        List<ContainerStatus> containers,
        Optional<String> hostIp,
        Optional<String> podIp,
        Optional<Instant> startTime,
        long observedGeneration,
        List<ContainerStatus> ephemeralContainers) {

    /** The status of a pod without ephemeral containers. */
    public PodStatus(
            Phase phase,
            String reason,
            String message,
            List<Condition> conditions,
            List<ContainerStatus> initContainers,
            List<ContainerStatus> containers,
            Optional<String> hostIp,
            Optional<String> podIp,
            Optional<Instant> startTime,
            long observedGeneration) {
        this(
                phase,
                reason,
                message,
                conditions,
                initContainers,
                containers,
                hostIp,
                podIp,
                startTime,
                observedGeneration,
                List.of());
    }

    /** Whether a container is said to wait, with this reason and message. */
    public boolean waits(String reason, String message) {
        var waiting = new ContainerState.Waiting(reason, message);
        return containers.stream().anyMatch(container -> container.state().equals(waiting));
    }

    /** The status of a pod that nobody has reported on yet. */
    public static PodStatus none() {
        return new PodStatus(
                Phase.PENDING,
                "",
                "",
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }
}
