package io.podbridge.provider.process;

import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.provider.process.ContainerRun.Kind;
import io.podbridge.provider.process.ContainerRun.Stage;
import java.util.List;
import java.util.Optional;

/** Tells of a {@link PodRun} in the words of the API. Pure. */
record PodReports(PodId pod, Optional<String> podIp, String replica) {

    /** What the pod does. */
    PodReport of(PodRun run) {
        String before = run.init().isEmpty() ? "ContainerCreating" : "PodInitializing";
        return new PodReport(pod, all(run.init(), before), all(run.main(), before), podIp, Optional.of(replica));
    }

    private List<ContainerStatus> all(List<ContainerRun> containers, String before) {
        return containers.stream().map(each -> status(each, before)).toList();
    }

    private ContainerStatus status(ContainerRun container, String before) {
        return new ContainerStatus(
                container.name(),
                container.image(),
                container.id(),
                ready(container),
                container.restartCount(),
                state(container, before),
                container.stage() instanceof Stage.Ended(var how)
                        ? container.last().filter(last -> !last.equals(how))
                        : container.last());
    }

    /** An init container is ready once it has succeeded, any other while it runs: there are no probes. */
    private static boolean ready(ContainerRun container) {
        return switch (container.stage()) {
            case Stage.Running running -> container.kind() != Kind.INIT;
            case Stage.Ended(var how) -> container.kind() == Kind.INIT && how.exitCode() == 0;
            case Stage.Waiting waiting -> false;
            case Stage.Starting starting -> false;
            case Stage.BackingOff waiting -> false;
        };
    }

    private ContainerState state(ContainerRun container, String before) {
        return switch (container.stage()) {
            case Stage.Waiting() -> new ContainerState.Waiting(before, "");
            case Stage.Starting starting -> new ContainerState.Waiting("ContainerCreating", "");
            case Stage.Running running -> new ContainerState.Running(running.startedAt());
            case Stage.BackingOff(var until, var delay) ->
                new ContainerState.Waiting(
                        "CrashLoopBackOff",
                        "back-off " + delay.toSeconds() + "s restarting failed container=" + container.name() + " pod="
                                + pod.name() + "_" + pod.namespace() + "(" + pod.uid() + ")");
            case Stage.Ended(var how) -> how;
        };
    }
}
