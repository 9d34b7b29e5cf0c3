package io.podbridge.core.pod;

import java.util.Optional;

/**
 * The platform can never run the pod as it is; it failed, and stays so until it is deleted.
 *
 * @param written whether the API server holds its end, so that the entity may be forgotten
 */
record Refused(Pod pod, History history, Ending ending, boolean written) implements Stage {

    static Step enter(Pod pod, History history, ProviderFailure.Invalid failure, LifecycleContext context) {
        var ending = Ending.refused(pod, failure, context.now());
        return Step.to(new Refused(pod, history, ending, false), Notes.createFailed(failure));
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer)
            when newer.deleting() -> Deleting.enter(newer, Optional.of(ending.last()), history, context);
            case PodEvent.Observed(var newer) -> Step.to(with(newer));
            case PodEvent.Gone gone -> Purging.of(pod);
            case PodEvent.Due(var timer) when timer == Timer.RETRY && written -> Step.to(this, new Effect.Passivate());
            case PodEvent other -> Step.to(this);
        };
    }

    @Override
    public Step published(LifecycleContext context) {
        return written
                ? Step.to(this)
                : Step.to(
                        new Refused(pod, history, ending, true),
                        new Effect.Wait(Timer.RETRY, context.settings().linger()));
    }

    @Override
    public Optional<Pod> known() {
        return Optional.of(pod);
    }

    @Override
    public Stage with(Pod newer) {
        return new Refused(newer, history, ending, written);
    }

    @Override
    public Optional<PodStatus> desired(LifecycleContext context) {
        return Optional.of(PodStatusView.ended(pod, ending, history, context));
    }

    @Override
    public Optional<PodReport> lastReport() {
        return Optional.of(ending.last());
    }
}
