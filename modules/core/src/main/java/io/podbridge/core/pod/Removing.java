package io.podbridge.core.pod;

import java.time.Duration;
import java.util.Optional;

/** The pod's end is written: its API object is being removed. */
record Removing(Pod pod, Attempt attempt) implements Stage {

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) -> Step.to(with(newer));
            case PodEvent.Gone gone -> Ended.enter(context);
            case PodEvent.ObjectRemoved removed -> pod.released() ? Ended.held() : Ended.enter(context);
            case PodEvent.ObjectNotRemoved(var refusal, var message, var retryAfter) ->
                refused(refusal, message, retryAfter, context);
            case PodEvent.Due(var timer)
            when timer == Timer.RETRY && attempt.waiting() ->
                Step.to(new Removing(pod, attempt.again()), new Effect.RemoveObject());
            case PodEvent other -> Step.to(this);
        };
    }

    private Step refused(
            PodEvent.Refusal refusal, String message, Optional<Duration> retryAfter, LifecycleContext context) {
        return switch (refusal) {
            // The removal carries no version, so a conflict means that the name has another UID by now.
            case NOT_FOUND, CONFLICT -> Ended.enter(context);
            case INVALID, UNAVAILABLE -> {
                var failed = attempt.failed(new ProviderFailure.Unavailable("ObjectNotRemoved", message, retryAfter));
                yield Step.to(new Removing(pod, failed), failed.timer(context));
            }
        };
    }

    @Override
    public Optional<Pod> known() {
        return Optional.of(pod);
    }

    @Override
    public Stage with(Pod newer) {
        return new Removing(newer, attempt);
    }

    @Override
    public boolean waiting() {
        return attempt.waiting();
    }
}
