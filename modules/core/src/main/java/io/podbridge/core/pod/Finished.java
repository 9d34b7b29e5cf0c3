package io.podbridge.core.pod;

import java.util.Optional;

/**
 * The pod is over. What the platform keeps of it (logs) stays until it is deleted.
 *
 * @param written whether the API server holds its end, so that the entity may be forgotten
 */
record Finished(Pod pod, History history, Ending ending, boolean written) implements Stage {

    /** Its end is in the API server already. */
    static Finished already(Pod pod) {
        return new Finished(pod, History.of(pod), Ending.natural(pod, Reports.known(pod)), false);
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
                        new Finished(pod, history, ending, true),
                        new Effect.Wait(Timer.RETRY, context.settings().linger()));
    }

    @Override
    public Optional<Pod> known() {
        return Optional.of(pod);
    }

    @Override
    public Stage with(Pod newer) {
        return new Finished(newer, history, ending, written);
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
