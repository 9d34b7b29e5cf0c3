package io.podbridge.core.pod;

import java.util.Optional;

/** Nothing of the deleted pod is left on the platform: its end is being written before its API object goes. */
record Concluding(Pod pod, History history, Ending ending) implements Stage {

    static Step enter(Pod pod, Optional<PodReport> last, History history, LifecycleContext context) {
        if (pod.concluded()) {
            return Ended.held();
        }
        var ending = Ending.deleted(pod, last.orElseGet(() -> Reports.known(pod)), context.now());
        return Step.to(new Concluding(pod, history, ending), Notes.deleted());
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) -> Step.to(with(newer));
            case PodEvent.Gone gone -> Ended.enter(context);
            case PodEvent other -> Step.to(this);
        };
    }

    @Override
    public Step published(LifecycleContext context) {
        // A store that was set back may have the pod as one that nobody deleted: then its end is all that is written.
        return pod.deleting()
                ? Step.to(new Removing(pod, Attempt.first()), new Effect.RemoveObject())
                : new Finished(pod, history, ending, false).published(context);
    }

    @Override
    public Optional<Pod> known() {
        return Optional.of(pod);
    }

    @Override
    public Stage with(Pod newer) {
        return new Concluding(newer, history, ending);
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
