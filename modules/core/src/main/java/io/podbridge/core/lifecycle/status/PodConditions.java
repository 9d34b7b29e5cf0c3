package io.podbridge.core.lifecycle.status;

import io.podbridge.core.pod.Condition;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The conditions of a pod that podbridge writes, in a fixed order. {@code PodScheduled} is the scheduler's.
 *
 * <p>Types, reasons and messages are the kubelet's (Kubernetes documentation, "Pod Lifecycle", "Pod conditions";
 * kubelet status/generate.go).
 */
record PodConditions(Pod pod, PodReport report, Phase phase, Instant now) {

    List<Condition> all() {
        boolean ready = readyForTraffic();
        return List.of(
                condition("PodReadyToStartContainers", startable(), "", ""),
                initializedCondition(),
                unready("ContainersReady", ready),
                unready("Ready", ready));
    }

    /** Whether every init container has done its work: ended well, or runs beside the others. */
    static boolean initialized(Pod pod, PodReport report) {
        return incomplete(pod, report).isEmpty();
    }

    /** The pod has what containers need to start: an address, or a container that did. */
    private boolean startable() {
        return !phase.terminal() && (report.podIp().isPresent() || report.started());
    }

    private boolean readyForTraffic() {
        return !phase.terminal() && !report.containers().isEmpty() && serving().allMatch(ContainerStatus::ready);
    }

    /** The containers whose readiness counts, sidecars first (status/generate.go, GenerateContainersReadyCondition). */
    private Stream<ContainerStatus> serving() {
        var sidecars =
                report.initContainers().stream().filter(container -> pod.spec().sidecar(container.name()));
        return Stream.concat(sidecars, report.containers().stream());
    }

    private Condition initializedCondition() {
        if (phase == Phase.SUCCEEDED) {
            return condition("Initialized", true, "PodCompleted", "");
        }
        var incomplete = incomplete(pod, report);
        boolean begun = report.containers().stream().anyMatch(ContainerStatus::started);
        return incomplete.isEmpty() || begun
                ? condition("Initialized", true, "", "")
                : condition(
                        "Initialized",
                        false,
                        "ContainersNotInitialized",
                        "containers with incomplete status: " + names(incomplete.stream()));
    }

    private Condition unready(String type, boolean ready) {
        if (ready) {
            return condition(type, true, "", "");
        }
        return switch (phase) {
            case SUCCEEDED -> condition(type, false, "PodCompleted", "");
            case FAILED -> condition(type, false, "PodFailed", "");
            case PENDING, RUNNING -> {
                var unready = serving().filter(container -> !container.ready()).map(ContainerStatus::name);
                yield condition(type, false, "ContainersNotReady", "containers with unready status: " + names(unready));
            }
        };
    }

    /** The time stays that of the last flip. */
    private Condition condition(String type, boolean status, String reason, String message) {
        var since = pod.status().conditions().stream()
                .filter(condition -> condition.type().equals(type) && condition.status() == status)
                .findFirst()
                .flatMap(Condition::lastTransition);
        return new Condition(type, status, reason, message, since.or(() -> Optional.of(now)));
    }

    private static List<String> incomplete(Pod pod, PodReport report) {
        return pod.spec().initContainers().stream()
                .filter(container -> ContainerStatus.find(report.initContainers(), container.name())
                        .filter(status -> done(container, status))
                        .isEmpty())
                .map(Container::name)
                .toList();
    }

    private static boolean done(Container container, ContainerStatus status) {
        return container.restartable()
                ? status.started()
                : status.state() instanceof ContainerState.Terminated ended && ended.exitCode() == 0;
    }

    private static String names(Stream<String> names) {
        return names.collect(Collectors.joining(" ", "[", "]"));
    }
}
