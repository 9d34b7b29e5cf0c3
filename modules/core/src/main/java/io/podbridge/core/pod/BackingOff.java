package io.podbridge.core.pod;

import java.time.Instant;
import java.util.Optional;

/** The platform did not make the pod; it is tried again after a while, for as long as the API server wants the pod. */
record BackingOff(Pod pod, History history, Attempt attempt, ProviderFailure failure) implements Stage {

    static Step enter(Pod pod, History history, Attempt attempt, ProviderFailure failure, LifecycleContext context) {
        var failed = attempt.failed(failure);
        return Step.to(
                new BackingOff(pod, history.announce(), failed, failure),
                Notes.createFailed(failure),
                failed.timer(context));
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) ->
                Interrupted.by(newer, Optional.empty(), history, context).orElseGet(() -> Step.to(with(newer)));
            case PodEvent.Gone gone -> Purging.of(pod);
            // It was made after all, it seems.
            case PodEvent.Reported found when failure instanceof ProviderFailure.Unavailable -> again();
            case PodEvent.Due(var timer) when timer == Timer.RETRY -> again();
            case PodEvent.Due(var timer)
            when timer == Timer.DEADLINE -> Stopping.overdue(pod, Optional.empty(), history);
            case PodEvent other -> Step.to(this);
        };
    }

    /** After an answer that does not tell, the pod may have been made: look first. */
    private Step again() {
        return failure instanceof ProviderFailure.Unavailable
                ? Locating.enter(pod, history, Optional.empty(), attempt)
                : Creating.enter(pod, history, attempt);
    }

    @Override
    public Optional<Pod> known() {
        return Optional.of(pod);
    }

    @Override
    public Stage with(Pod newer) {
        return new BackingOff(newer, history, attempt, failure);
    }

    @Override
    public Optional<PodStatus> desired(LifecycleContext context) {
        return Optional.of(PodStatusView.waiting(pod, history, failure, context));
    }

    @Override
    public boolean waiting() {
        return true;
    }

    @Override
    public Optional<Instant> deadline() {
        return Deadline.of(pod);
    }
}
