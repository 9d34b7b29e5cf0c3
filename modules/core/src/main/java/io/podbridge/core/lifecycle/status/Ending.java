package io.podbridge.core.lifecycle.status;

import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import java.time.Instant;

/**
 * The end of a pod.
 *
 * @param phase terminal
 * @param reason "" if there is none
 * @param message "" if there is none
 * @param last its containers, as they ended
 */
public record Ending(Phase phase, String reason, String message, PodReport last) {

    /** Why a pod is ended that nobody deleted. */
    public sealed interface Cause {
        /** Its {@code activeDeadlineSeconds} are over. */
        record Overdue() implements Cause {}

        /** Its containers have ended, or somebody else wrote a terminal phase. */
        record Declared() implements Cause {}

        /** Its containers are lost, and none is started again. A platform that is behind may still have them. */
        record Lost(Loss loss) implements Cause {}
    }

    /** The end of a pod that was ended for this cause. */
    public static Ending of(Cause cause, Pod pod, PodReport last, Instant now) {
        return switch (cause) {
            case Cause.Overdue() -> overdue(pod, last, now);
            case Cause.Declared() -> deleted(pod, last, now);
            case Cause.Lost(var loss) -> lost(pod, last, loss, now);
        };
    }

    /** An end by itself: every container has ended, or was lost, if the platform says so itself. */
    public static Ending natural(Pod pod, PodReport last) {
        var loss = last.containers().stream()
                .flatMap(container -> Loss.of(container).stream())
                .findFirst();
        return new Ending(
                phase(pod, last),
                loss.map(Loss::reason).orElse(""),
                loss.map(Loss::message).orElse(""),
                last.complete(pod));
    }

    /** An end because somebody deleted the pod. */
    public static Ending deleted(Pod pod, PodReport last, Instant now) {
        // The kubelet's own words (kubelet_pods.go, convertToAPIContainerStatuses) for an end that nobody saw.
        var unseen = new Loss("ContainerStatusUnknown", "The container could not be located when the pod was deleted");
        return natural(pod, unseen.ending(last.complete(pod), now));
    }

    /** An end by the loss of the containers. */
    private static Ending lost(Pod pod, PodReport last, Loss loss, Instant now) {
        var ended = loss.ending(last.complete(pod), now);
        return new Ending(Phase.FAILED, loss.reason(), loss.message(), ended);
    }

    /** An end because {@code activeDeadlineSeconds} were over. */
    private static Ending overdue(Pod pod, PodReport last, Instant now) {
        // Reason and message as the kubelet writes them (active_deadline.go).
        var message = "Pod was active on the node longer than the specified deadline";
        var stopped = deleted(pod, last, now);
        return new Ending(Phase.FAILED, "DeadlineExceeded", message, stopped.last());
    }

    private static Phase phase(Pod pod, PodReport last) {
        boolean failed = last.containers().stream().anyMatch(Ending::failed)
                || pod.spec().initContainers().stream()
                        .filter(container -> !container.restartable())
                        .flatMap(container -> ContainerStatus.find(last.initContainers(), container.name()).stream())
                        .anyMatch(Ending::failed);
        return failed ? Phase.FAILED : Phase.SUCCEEDED;
    }

    private static boolean failed(ContainerStatus container) {
        return container.state() instanceof ContainerState.Terminated ended && ended.exitCode() != 0;
    }
}
