package io.podbridge.core.lifecycle.status;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleSettings;
import io.podbridge.core.lifecycle.protocol.Notes;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Why containers that ran are no more, though nobody stopped them. */
public record Loss(String reason, String message) {
    /** 128 + SIGKILL: the exit code that Kubernetes gives to a container whose end nobody saw. */
    private static final int KILLED = 137;

    private static final String REPLICA_LOST = "ReplicaLost";

    /** The replica that held them is dead. People know it by its address; which of its lives it was says nothing. */
    public static Loss replica(String replica) {
        String address = replica.split("#", -1)[0];
        return new Loss(REPLICA_LOST, "The replica " + address + " that held the container is gone");
    }

    /** They are not where they should be, and why is not known. */
    public static Loss unexplained(LifecycleSettings settings) {
        return settings.replicaLocal()
                ? new Loss(REPLICA_LOST, "The replica that held the container is gone")
                : new Loss("ProviderLost", "The platform no longer has the container");
    }

    /** What a platform that is part of a replica says of a container that it has given up. */
    static Optional<Loss> of(ContainerStatus container) {
        return container.state() instanceof ContainerState.Terminated ended
                        && ended.reason().equals(REPLICA_LOST)
                ? Optional.of(new Loss(ended.reason(), ended.message()))
                : Optional.empty();
    }

    /** The Event that tells of the loss. */
    public Effect note() {
        return Notes.lost(reason, message);
    }

    /** The report, with every container that had not ended yet ended by the loss. */
    PodReport ending(PodReport report, Instant now) {
        return new PodReport(
                report.id(),
                ending(report.initContainers(), now),
                ending(report.containers(), now),
                report.podIp(),
                report.replica());
    }

    private List<ContainerStatus> ending(List<ContainerStatus> statuses, Instant now) {
        return statuses.stream().map(status -> ending(status, now)).toList();
    }

    private ContainerStatus ending(ContainerStatus status, Instant now) {
        return switch (status.state()) {
            case ContainerState.Terminated terminated -> status;
            case ContainerState.Running(var startedAt) -> killed(status, Optional.of(startedAt), now);
            case ContainerState.Waiting waiting -> killed(status, Optional.empty(), now);
        };
    }

    private ContainerStatus killed(ContainerStatus status, Optional<Instant> startedAt, Instant now) {
        return new ContainerStatus(
                status.name(),
                status.image(),
                status.containerId(),
                false,
                status.restartCount(),
                new ContainerState.Terminated(KILLED, Optional.empty(), reason, message, startedAt, Optional.of(now)),
                status.lastState());
    }
}
