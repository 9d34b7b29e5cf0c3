package io.podbridge.core.pod;

import java.time.Duration;

/** The API object is gone, without our doing: what the platform may still have of the pod is killed and released. */
record Purging(Attempt attempt) implements Stage {

    static Step enter() {
        return Step.to(new Purging(Attempt.first()), new Effect.Delete(Duration.ZERO));
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Deleted deleted -> Ended.enter(context);
            case PodEvent.DeleteFailed(var failure)
            when !attempt.waiting() -> {
                var failed = attempt.failed(failure);
                yield Step.to(new Purging(failed), failed.timer(context));
            }
            case PodEvent.Due(var timer)
            when timer == Timer.RETRY && attempt.waiting() ->
                Step.to(new Purging(attempt.again()), new Effect.Delete(Duration.ZERO));
            case PodEvent other -> Step.to(this);
        };
    }

    @Override
    public boolean waiting() {
        return attempt.waiting();
    }
}
