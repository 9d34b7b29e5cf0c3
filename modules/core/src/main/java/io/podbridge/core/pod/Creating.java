package io.podbridge.core.pod;

import java.util.Optional;

/**
 * The platform is making the pod, or adopting it. There is never a second create before its answer. A deletion does not
 * wait for an answer that may never come: the provider's actor sees to it that what is made late is deleted too.
 *
 * @param ordered the pod as the platform was given it
 */
record Creating(Pod pod, Pod ordered, History history, Attempt attempt) implements Stage {

    static Step enter(Pod pod, History history, Attempt attempt) {
        var counted = history.counting(pod);
        return Step.to(
                new Creating(pod, pod, counted, attempt.again()),
                new Effect.Create(counted.remaining(pod), counted.restarts()));
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) ->
                Interrupted.by(newer, Optional.empty(), history, context).orElseGet(() -> Step.to(with(newer)));
            case PodEvent.Gone vanished -> Purging.of(pod);
            case PodEvent.Created(var report, var ignored) -> created(report, ignored, context);
            case PodEvent.CreateFailed(var failure) -> failed(failure, context);
            case PodEvent.Due(var timer)
            when timer == Timer.ANNOUNCE -> Step.to(new Creating(pod, ordered, history.announce(), attempt));
            case PodEvent other -> Step.to(this);
        };
    }

    private Step created(PodReport report, String ignored, LifecycleContext context) {
        var step = Running.created(pod, ordered, report, history, context).and(Notes.created());
        return ignored.isEmpty() ? step : step.and(Notes.ignored(ignored));
    }

    private Step failed(ProviderFailure failure, LifecycleContext context) {
        return switch (failure) {
            // A change that came meanwhile may be what the platform can run.
            case ProviderFailure.Invalid invalid when Refused.changed(ordered, pod) -> enter(pod, history, attempt);
            case ProviderFailure.Invalid invalid -> Refused.enter(pod, history, invalid);
            case ProviderFailure.Rejected rejected -> BackingOff.enter(pod, history, attempt, rejected, context);
            case ProviderFailure.Unavailable unavailable ->
                BackingOff.enter(pod, history, attempt, unavailable, context);
        };
    }

    @Override
    public Optional<Pod> known() {
        return Optional.of(pod);
    }

    @Override
    public Stage with(Pod newer) {
        return new Creating(newer, ordered, history, attempt);
    }

    /** While it is tried again the last failure stays to be read. */
    @Override
    public Optional<PodStatus> desired(LifecycleContext context) {
        if (silent()) {
            return Optional.empty();
        }
        return Optional.of(attempt.failure()
                .map(failure -> PodStatusView.waiting(pod, history, failure, context))
                .orElseGet(() -> PodStatusView.creating(pod, history, context)));
    }

    @Override
    public boolean silent() {
        return !history.announced();
    }
}
