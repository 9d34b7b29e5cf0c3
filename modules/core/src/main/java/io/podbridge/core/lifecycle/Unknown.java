package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Pod;

/** Nothing has been seen yet, or all was forgotten. */
@Successors({Confirming.class, Locating.class, Creating.class})
record Unknown() implements Stage.Meeting {

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var pod) -> begin(pod, context);
            case PodEvent.Gone gone -> Purging.unknown();
            case PodEvent.Reported orphan -> Confirming.orphan();
            case PodEvent.Due never -> known.to(this);
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News lost -> known.to(this);
        };
    }

    private static Step begin(Pod pod, LifecycleContext context) {
        var known = Known.of(pod);
        // A remote and new one need not be looked for: a create adopts it. One that was changed may run as it was
        // before.
        boolean mayRun =
                pod.everStarted() || pod.changed() || context.settings().replicaLocal();
        return Exits.over(known, context)
                .orElseGet(() ->
                        mayRun ? Locating.enter(known, Locating.lossIfAbsent(pod, context)) : Creating.enter(known));
    }
}
