package io.podbridge.core.pod;

import java.time.Instant;
import java.util.Optional;

/**
 * The platform can never run the pod as it is. Its phase is not terminal: a controller that sees one fail makes the
 * next at once, and so on (Kubernetes issue 108152). As where a kubelet cannot configure a container, each one says why
 * it waits, until the pod is changed or deleted.
 *
 * @param failure what the platform cannot do
 */
record Refused(Pod pod, History history, ProviderFailure.Invalid failure) implements Stage {

    static Step enter(Pod pod, History history, ProviderFailure.Invalid failure) {
        var next = new Refused(pod, history.announce(), failure);
        return next.told() ? Step.to(next) : Step.to(next, Notes.createFailed(failure));
    }

    /** Whether a platform that refused the one may run the other. */
    static boolean changed(Pod refused, Pod newer) {
        return !refused.spec().equals(newer.spec())
                || !refused.labels().equals(newer.labels())
                || !refused.annotations().equals(newer.annotations());
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) ->
                Interrupted.by(newer, Optional.empty(), history, context).orElseGet(() -> observed(newer));
            case PodEvent.Gone gone -> Purging.of(pod);
            case PodEvent.Due(var timer)
            when timer == Timer.DEADLINE -> Stopping.overdue(pod, Optional.empty(), history);
            case PodEvent other -> Step.to(this);
        };
    }

    private Step observed(Pod newer) {
        return changed(pod, newer) ? Creating.enter(newer, history, Attempt.first()) : Step.to(with(newer));
    }

    /** Whether the status says so already, because another replica came to it before this one. */
    private boolean told() {
        var waiting = new ContainerState.Waiting(failure.reason(), failure.message());
        return pod.status().containers().stream()
                .anyMatch(container -> container.state().equals(waiting));
    }

    @Override
    public Optional<Pod> known() {
        return Optional.of(pod);
    }

    @Override
    public Stage with(Pod newer) {
        return new Refused(newer, history, failure);
    }

    @Override
    public Optional<PodStatus> desired(LifecycleContext context) {
        return Optional.of(PodStatusView.waiting(pod, history, failure, context));
    }

    @Override
    public Optional<Instant> deadline() {
        return Deadline.of(pod);
    }
}
