package io.podbridge.core.lifecycle.status;

import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.ProviderFailure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The status that the API server is told of a pod: phase, reason, conditions and containers, as readers of
 * {@code kubectl describe} expect them from a kubelet. Pure; times are whole seconds, as the API server keeps them.
 *
 * <p>Source of the rules: Kubernetes documentation, "Pod Lifecycle" (phases, conditions, container states), and for
 * reasons and messages the kubelet's status generation (kubelet_pods.go {@code getPhase}, status/generate.go).
 */
public final class PodStatusView {
    private final Pod pod;
    private final History history;
    private final LifecycleContext context;

    /** The view of this pod with this history. */
    public PodStatusView(Pod pod, History history, LifecycleContext context) {
        this.pod = pod;
        this.history = history;
        this.context = context;
    }

    /** A pod whose containers are being made. */
    public PodStatus creating() {
        var reason = pod.spec().initContainers().isEmpty() ? "ContainerCreating" : "PodInitializing";
        return pending(reason, "");
    }

    /** A pod that waits for something to change; every container says for what. */
    public PodStatus waiting(ProviderFailure failure) {
        return pending(failure.reason(), failure.message());
    }

    /** A pod that the platform has, whether its containers have started or not; what runs follows this generation. */
    public PodStatus running(PodReport report, long generation) {
        var complete = report.complete(pod);
        var phase = allStarted(complete) ? Phase.RUNNING : Phase.PENDING;
        return status(phase, "", "", addressed(complete), generation);
    }

    /** A pod that is over. */
    public PodStatus ended(Ending ending) {
        return status(ending.phase(), ending.reason(), ending.message(), addressed(ending.last()), pod.generation());
    }

    /** A platform that no longer tells the address does not take it away. */
    private PodReport addressed(PodReport report) {
        var address = report.podIp().or(() -> pod.status().podIp());
        return new PodReport(report.id(), report.initContainers(), report.containers(), address, report.replica());
    }

    private PodStatus pending(String reason, String message) {
        var report = new PodReport(
                pod.id(),
                waiting(pod.spec().initContainers(), reason, message),
                waiting(pod.spec().containers(), reason, message),
                Optional.empty(),
                Optional.empty());
        var whole = history.withDone(report).complete(pod);
        // The kubelet's rule: a container that waits to run again does not make a pod pending.
        var phase = history.endings().isEmpty() ? Phase.PENDING : Phase.RUNNING;
        return status(phase, "", "", whole, pod.generation());
    }

    private static List<ContainerStatus> waiting(List<Container> containers, String reason, String message) {
        return containers.stream()
                .map(container -> ContainerStatus.waiting(container, reason, message))
                .toList();
    }

    private PodStatus status(Phase phase, String reason, String message, PodReport report, long generation) {
        var known = pod.status();
        var shown = new PodReport(
                report.id(),
                containers(report.initContainers(), known.initContainers(), phase),
                containers(report.containers(), known.containers(), phase),
                report.podIp(),
                report.replica());
        var reached = known.phase() == Phase.RUNNING && phase == Phase.PENDING ? Phase.RUNNING : phase;
        return new PodStatus(
                reached,
                reason,
                message,
                new PodConditions(pod, shown, reached, now()).all(),
                shown.initContainers(),
                shown.containers(),
                known.hostIp().or(this::hostIp),
                shown.podIp(),
                known.startTime().or(() -> Optional.of(now())),
                generation,
                EphemeralContainers.statuses(pod.spec()));
    }

    /** The kubelet's rule: a pod is pending while an init container is, or a container has never run. */
    private boolean allStarted(PodReport report) {
        return report.containers().stream().allMatch(ContainerStatus::started)
                && (PodConditions.initialized(pod, report)
                        || report.containers().stream().anyMatch(ContainerStatus::started));
    }

    private List<ContainerStatus> containers(List<ContainerStatus> reported, List<ContainerStatus> known, Phase phase) {
        return reported.stream()
                .map(container -> container(container, ContainerStatus.find(known, container.name()), phase))
                .toList();
    }

    /** A restart count never falls, and how a container ended is not forgotten because a platform does. */
    private ContainerStatus container(ContainerStatus reported, Optional<ContainerStatus> known, Phase phase) {
        int restarts = Stream.of(
                        reported.restartCount(),
                        history.restartsOf(reported.name()),
                        known.map(ContainerStatus::restartCount).orElse(0))
                .reduce(0, Math::max);
        var lastState = reported.lastState()
                .or(() -> history.endingOf(reported.name()))
                .or(() -> known.flatMap(ContainerStatus::lastState));
        return new ContainerStatus(
                reported.name(),
                reported.image(),
                reported.containerId(),
                reported.ready() && mayBeReady(reported, phase),
                restarts,
                seconds(reported.state()),
                lastState.map(PodStatusView::seconds));
    }

    /** An init container that has done its work stays ready; any other is while it runs, in a pod that is not over. */
    private boolean mayBeReady(ContainerStatus container, Phase phase) {
        boolean init = pod.spec().initContainers().stream()
                .anyMatch(each -> !each.restartable() && each.name().equals(container.name()));
        return init || (container.running() && !phase.terminal());
    }

    private Optional<String> hostIp() {
        return Optional.of(context.settings().hostIp()).filter(address -> !address.isEmpty());
    }

    private Instant now() {
        return seconds(context.now());
    }

    private static ContainerState seconds(ContainerState state) {
        return switch (state) {
            case ContainerState.Waiting waiting -> waiting;
            case ContainerState.Running(var startedAt) -> new ContainerState.Running(seconds(startedAt));
            case ContainerState.Terminated terminated -> seconds(terminated);
        };
    }

    private static ContainerState.Terminated seconds(ContainerState.Terminated ended) {
        return new ContainerState.Terminated(
                ended.exitCode(),
                ended.signal(),
                ended.reason(),
                ended.message(),
                ended.startedAt().map(PodStatusView::seconds),
                ended.finishedAt().map(PodStatusView::seconds));
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
