package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.Pod;
import java.time.Duration;

/**
 * The API object is gone, without our doing: what the platform may still have of the pod is stopped and released. With
 * the pod's own grace period, as a kubelet does: whoever deletes an object by force has not said that its data does not
 * matter.
 */
@Successors(Ended.class)
record Purging(Duration grace) implements Stage.Concluded {

    /** The grace that the API server gives to a pod that names none; for one of which nothing else is known. */
    static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

    /** A pod that was known: its deletion's grace, if that was seen, else its own. */
    static Step of(Pod pod) {
        return enter(
                pod.deletion().map(Deletion::grace).orElseGet(() -> pod.spec().terminationGracePeriod()));
    }

    /** A pod that the platform has, and of which nothing else is known. */
    static Step unknown() {
        return enter(DEFAULT_GRACE);
    }

    /** A pod that is being ended already, with what is left of its grace. */
    static Step enter(Duration grace) {
        return Known.nothing().enter(new Purging(grace), new Effect.Delete(grace));
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Deleted deleted -> Ended.enter(context);
            case PodEvent.DeleteFailed(var failure) when !known.waiting() -> known.retry(this, failure, context);
            case PodEvent.Due retry -> known.again().to(this, new Effect.Delete(grace));
            case PodEvent.Observed old -> known.to(this);
            case PodEvent.Gone again -> known.to(this);
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News news -> known.to(this);
        };
    }
}
