package io.podbridge.core.pod;

import java.util.Optional;

/** Nothing has been seen yet, or all was forgotten. */
record Unknown() implements Stage {

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var pod) -> begin(pod, context);
            case PodEvent.Gone gone -> Purging.unknown();
            case PodEvent.Reported orphan -> Confirming.orphan();
            case PodEvent.Hearsay old -> Confirming.orphan();
            case PodEvent other -> Step.to(this, new Effect.Passivate());
        };
    }

    private static Step begin(Pod pod, LifecycleContext context) {
        var history = History.of(pod);
        if (pod.deleting()) {
            return Deleting.takeOver(pod, Optional.empty(), history, context);
        }
        if (pod.status().phase().terminal()) {
            return Step.to(Finished.already(pod));
        }
        // A replica that stopped the pod for this may have died before it could say so.
        if (Deadline.over(pod, context.now())) {
            return Stopping.overdue(pod, Optional.empty(), history);
        }
        return Locating.needed(pod, context)
                ? Locating.enter(pod, history, Locating.lossIfAbsent(pod, context), Attempt.first())
                : Creating.enter(pod, history, Attempt.first());
    }
}
