package io.podbridge.core.pod;

import java.time.Instant;

/**
 * How a pod ended.
 *
 * @param phase terminal
 * @param reason "" if there is none
 * @param message "" if there is none
 * @param last its containers, as they ended
 */
record Ending(Phase phase, String reason, String message, PodReport last) {

    /** By itself: every container has ended, or was lost, if the platform says so itself. */
    static Ending natural(Pod pod, PodReport last) {
        var loss = last.containers().stream()
                .flatMap(container -> Loss.of(container).stream())
                .findFirst();
        return new Ending(
                phase(pod, last),
                loss.map(Loss::reason).orElse(""),
                loss.map(Loss::message).orElse(""),
                Reports.complete(pod, last));
    }

    /** Because somebody deleted the pod. */
    static Ending deleted(Pod pod, PodReport last, Instant now) {
        // The kubelet's own words (kubelet_pods.go, convertToAPIContainerStatuses) for an end that nobody saw.
        var unseen = new Loss("ContainerStatusUnknown", "The container could not be located when the pod was deleted");
        return natural(pod, Reports.ended(Reports.complete(pod, last), unseen, now));
    }

    /** By the loss of its containers. */
    static Ending lost(Pod pod, PodReport last, Loss loss, Instant now) {
        var ended = Reports.ended(Reports.complete(pod, last), loss, now);
        return new Ending(Phase.FAILED, loss.reason(), loss.message(), ended);
    }

    /** Because {@code activeDeadlineSeconds} were over. */
    static Ending overdue(Pod pod, PodReport last, Instant now) {
        // Reason and message as the kubelet writes them (active_deadline.go).
        var message = "Pod was active on the node longer than the specified deadline";
        var stopped = deleted(pod, last, now);
        return new Ending(Phase.FAILED, "DeadlineExceeded", message, stopped.last());
    }

    private static Phase phase(Pod pod, PodReport last) {
        boolean failed = last.containers().stream().anyMatch(Ending::failed)
                || pod.spec().initContainers().stream()
                        .filter(container -> !container.restartable())
                        .flatMap(container -> Reports.find(last.initContainers(), container.name()).stream())
                        .anyMatch(Ending::failed);
        return failed ? Phase.FAILED : Phase.SUCCEEDED;
    }

    private static boolean failed(ContainerStatus container) {
        return container.state() instanceof ContainerState.Terminated ended && ended.exitCode() != 0;
    }
}
