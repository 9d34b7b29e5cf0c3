package io.podbridge.provider.process;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.ProviderFailure.Rejected;
import io.podbridge.provider.process.ContainerRun.Stage;
import java.util.Optional;

/**
 * Which life of a container a person means, in the kubelet's words where there is none ({@code kubelet_pods.go},
 * "validateContainerLogStatus"). Pure.
 */
record Choice(PodId pod, PodRun run) {

    /** How many starts back the log is that is asked for: 0 is the last start. */
    Outcome<Integer> log(String container, boolean previous) {
        return find(container)
                .map(found -> previous ? previousLog(found) : presentLog(found))
                .orElseGet(() -> unknown(container));
    }

    private Outcome<Integer> presentLog(ContainerRun container) {
        return switch (container.stage()) {
            case Stage.Running running -> Outcome.of(0);
            case Stage.Ended ended -> Outcome.of(0);
            case Stage.BackingOff waiting -> Outcome.of(0);
            case Stage.Starting starting ->
                container.last().isPresent() ? Outcome.of(1) : waiting(container, "ContainerCreating");
            case Stage.Waiting waiting ->
                waiting(container, run.init().isEmpty() ? "ContainerCreating" : "PodInitializing");
        };
    }

    private Outcome<Integer> previousLog(ContainerRun container) {
        if (container.last().isEmpty()) {
            return rejected(
                    "PreviousNotFound",
                    "previous terminated container \"" + container.name() + "\" in pod \"" + pod.name()
                            + "\" not found");
        }
        return Outcome.of(container.stage() instanceof Stage.BackingOff ? 0 : 1);
    }

    /** The process to be talked to. */
    Outcome<ContainerProcess> running(String container, Optional<ContainerProcess> process) {
        return find(container)
                .map(found -> process.filter(ContainerProcess::runs)
                        .map(Outcome::of)
                        .orElseGet(() -> rejected(
                                "ContainerNotRunning",
                                "container \"" + container + "\" in pod \"" + pod.name() + "\" is not running")))
                .orElseGet(() -> unknown(container));
    }

    private Optional<ContainerRun> find(String container) {
        return run.containers().filter(each -> each.name().equals(container)).findFirst();
    }

    private <T> Outcome<T> unknown(String container) {
        return rejected(
                "ContainerNotFound", "container \"" + container + "\" is not valid for pod \"" + pod.name() + "\"");
    }

    private <T> Outcome<T> waiting(ContainerRun container, String why) {
        return rejected(
                "ContainerNotRunning",
                "container \"" + container.name() + "\" in pod \"" + pod.name() + "\" is waiting to start: " + why);
    }

    private static <T> Outcome<T> rejected(String reason, String message) {
        return Outcome.failed(new Rejected(reason, message, Optional.empty()));
    }
}
