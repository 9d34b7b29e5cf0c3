package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.Notes;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.ProviderFailure;
import java.util.Optional;

/** The platform did not make the pod; it is tried again after a while, for as long as the API server wants the pod. */
@Successors({Locating.class, Creating.class})
record BackingOff(ProviderFailure failure) implements Stage.Limited {

    static Step enter(Known known, ProviderFailure failure, LifecycleContext context) {
        return known.announced().retry(new BackingOff(failure), failure, context, Notes.createFailed(failure));
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) -> Exits.interruptedElse(this, known.with(newer), context);
            case PodEvent.Gone gone -> Purging.of(known.pod());
            // The pod was made after all, it seems.
            case PodEvent.Reported found when failure instanceof ProviderFailure.Unavailable -> again(known);
            case PodEvent.Due retry -> again(known);
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News news -> known.to(this);
        };
    }

    /** After an answer that does not tell, the pod may have been made: look first. */
    private Step again(Known known) {
        return failure instanceof ProviderFailure.Unavailable
                ? Locating.enter(known, Optional.empty())
                : Creating.enter(known);
    }

    @Override
    public Optional<PodStatus> desired(Known known, LifecycleContext context) {
        return Optional.of(known.view(context).waiting(failure));
    }
}
