package io.podbridge.core.pod;

import io.podbridge.core.pod.ContainerState.Running;
import io.podbridge.core.pod.ContainerState.Terminated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports of the platform, and what can be concluded from them. */
final class Reports {
    /** 128 + SIGKILL: the exit code that Kubernetes gives to a container whose end nobody saw. */
    private static final int KILLED = 137;

    private Reports() {}

    /** What the API server knows of the containers, as a report. */
    static PodReport known(Pod pod) {
        var status = pod.status();
        return new PodReport(pod.id(), status.initContainers(), status.containers(), status.podIp(), Optional.empty());
    }

    /** The report, with a status for each container of the spec: one that nobody reported on is waiting. */
    static PodReport complete(Pod pod, PodReport report) {
        return new PodReport(
                report.id(),
                complete(pod.spec().initContainers(), report.initContainers()),
                complete(pod.spec().containers(), report.containers()),
                report.podIp(),
                report.replica());
    }

    /** The report, with these containers as they are known instead of what it says of them. */
    static PodReport replacing(PodReport report, Map<String, ContainerStatus> known) {
        var others = report.containers().stream().filter(container -> !known.containsKey(container.name()));
        return new PodReport(
                report.id(),
                report.initContainers(),
                Stream.concat(others, known.values().stream()).toList(),
                report.podIp(),
                report.replica());
    }

    /** The report, with every container that had not ended yet ended by the loss. */
    static PodReport ended(PodReport report, Loss loss, Instant now) {
        return new PodReport(
                report.id(),
                ended(report.initContainers(), loss, now),
                ended(report.containers(), loss, now),
                report.podIp(),
                report.replica());
    }

    /** Whether any container has run. */
    static boolean started(PodReport report) {
        return Stream.concat(report.initContainers().stream(), report.containers().stream())
                .anyMatch(Reports::started);
    }

    static boolean started(ContainerStatus container) {
        return !(container.state() instanceof ContainerState.Waiting)
                || container.lastState().isPresent()
                || container.containerId().isPresent();
    }

    /** Whether two reports may be about the same containers: those of another replica are others. */
    static boolean sameReplica(PodReport one, PodReport other) {
        return one.replica().isEmpty()
                || other.replica().isEmpty()
                || one.replica().equals(other.replica());
    }

    static Optional<ContainerStatus> find(List<ContainerStatus> statuses, String name) {
        return statuses.stream().filter(status -> status.name().equals(name)).findFirst();
    }

    private static List<ContainerStatus> complete(List<Container> spec, List<ContainerStatus> statuses) {
        return spec.stream()
                .map(container ->
                        find(statuses, container.name()).orElseGet(() -> waiting(container, "ContainerCreating", "")))
                .toList();
    }

    static ContainerStatus waiting(Container container, String reason, String message) {
        var state = new ContainerState.Waiting(reason, message);
        return new ContainerStatus(
                container.name(), container.image(), Optional.empty(), false, 0, state, Optional.empty());
    }

    private static List<ContainerStatus> ended(List<ContainerStatus> statuses, Loss loss, Instant now) {
        return statuses.stream().map(status -> ended(status, loss, now)).toList();
    }

    private static ContainerStatus ended(ContainerStatus status, Loss loss, Instant now) {
        return switch (status.state()) {
            case Terminated terminated -> status;
            case Running(var startedAt) -> with(status, killed(loss, Optional.of(startedAt), now));
            case ContainerState.Waiting waiting -> with(status, killed(loss, Optional.empty(), now));
        };
    }

    private static Terminated killed(Loss loss, Optional<Instant> startedAt, Instant now) {
        return new Terminated(KILLED, Optional.empty(), loss.reason(), loss.message(), startedAt, Optional.of(now));
    }

    private static ContainerStatus with(ContainerStatus status, ContainerState state) {
        return new ContainerStatus(
                status.name(),
                status.image(),
                status.containerId(),
                false,
                status.restartCount(),
                state,
                status.lastState());
    }
}
