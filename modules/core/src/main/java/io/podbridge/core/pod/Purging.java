package io.podbridge.core.pod;

import java.time.Duration;

/**
 * The API object is gone, without our doing: what the platform may still have of the pod is stopped and released. With
 * the pod's own grace period, as a kubelet does: whoever deletes an object by force has not said that its data does not
 * matter.
 */
record Purging(Duration grace, Attempt attempt) implements Stage {

    /** What the API server gives to a pod that names none; for one of which nothing else is known. */
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
        return Step.to(new Purging(grace, Attempt.first()), new Effect.Delete(grace));
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Deleted deleted -> Ended.enter(context);
            case PodEvent.DeleteFailed(var failure)
            when !attempt.waiting() -> {
                var failed = attempt.failed(failure);
                yield Step.to(new Purging(grace, failed), failed.timer(context));
            }
            case PodEvent.Due(var timer)
            when timer == Timer.RETRY && attempt.waiting() ->
                Step.to(new Purging(grace, attempt.again()), new Effect.Delete(grace));
            case PodEvent other -> Step.to(this);
        };
    }

    @Override
    public boolean concluded() {
        return true;
    }

    @Override
    public boolean waiting() {
        return attempt.waiting();
    }
}
