package io.podbridge.app.demo;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod in a word or two, much as the columns STATUS and RESTARTS of {@code kubectl get pods}.
 *
 * @param name with its namespace, unless that is {@code default}
 * @param state for example {@code Running}, {@code Running, restarted 2 times}, {@code Pending (CrashLoopBackOff)}
 */
record PodSummary(String name, String state) {

    static PodSummary of(Pod pod) {
        var metadata = pod.getMetadata();
        var namespace = Objects.requireNonNullElse(metadata.getNamespace(), "default");
        var name = namespace.equals("default") ? metadata.getName() : namespace + "/" + metadata.getName();
        return new PodSummary(name, phase(pod) + reason(pod) + restarts(pod));
    }

    /** Whether all its containers run. */
    static boolean runs(Pod pod) {
        return phase(pod).equals("Running")
                && !statuses(pod).isEmpty()
                && statuses(pod).stream()
                        .allMatch(status ->
                                status.getState() != null && status.getState().getRunning() != null);
    }

    private static String phase(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return "Terminating";
        }
        return pod.getStatus() == null || pod.getStatus().getPhase() == null
                ? "Pending"
                : pod.getStatus().getPhase();
    }

    private static String reason(Pod pod) {
        var ofPod = Optional.ofNullable(pod.getStatus()).map(status -> status.getReason());
        return ofPod.or(() -> statuses(pod).stream()
                        .map(ContainerStatus::getState)
                        .filter(Objects::nonNull)
                        .flatMap(PodSummary::reasons)
                        .findFirst())
                .filter(reason -> !reason.isEmpty() && !reason.equals("Completed"))
                .filter(reason -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(reason -> " (" + reason + ")")
                .orElse("");
    }

    private static Stream<String> reasons(ContainerState state) {
        return Stream.concat(
                        Stream.ofNullable(state.getWaiting()).map(waiting -> waiting.getReason()),
                        Stream.ofNullable(state.getTerminated()).map(terminated -> terminated.getReason()))
                .filter(Objects::nonNull);
    }

    private static String restarts(Pod pod) {
        int restarts = statuses(pod).stream()
                .map(ContainerStatus::getRestartCount)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
        return switch (restarts) {
            case 0 -> "";
            case 1 -> ", restarted once";
            default -> ", restarted " + restarts + " times";
        };
    }

    private static List<ContainerStatus> statuses(Pod pod) {
        return Optional.ofNullable(pod.getStatus())
                .map(status -> status.getContainerStatuses())
                .orElse(List.of());
    }
}
