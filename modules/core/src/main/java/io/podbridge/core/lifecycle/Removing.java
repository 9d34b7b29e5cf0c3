package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.ProviderFailure;

/** The pod's end is written: its API object is being removed. */
@Successors(Ended.class)
record Removing() implements Stage {

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) -> known.with(newer).to(this);
            case PodEvent.Gone gone -> Ended.enter(context);
            case PodEvent.ObjectRemoved removed -> known.pod().released() ? Ended.held() : Ended.enter(context);
            case PodEvent.ObjectNotRemoved refused -> refused(refused, known, context);
            case PodEvent.Due retry -> known.again().to(this, new Effect.RemoveObject());
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News news -> known.to(this);
        };
    }

    private Step refused(PodEvent.ObjectNotRemoved event, Known known, LifecycleContext context) {
        var failure = new ProviderFailure.Unavailable("ObjectNotRemoved", event.message(), event.retryAfter());
        return switch (event.refusal()) {
            // The removal carries no version, so a conflict means that the name has another UID by now.
            case NOT_FOUND, CONFLICT -> Ended.enter(context);
            case INVALID, UNAVAILABLE -> known.retry(this, failure, context);
        };
    }
}
