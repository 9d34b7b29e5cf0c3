package io.podbridge.core.pod;

import java.util.Optional;

/**
 * The API server is being asked whether it still wants the pod: the platform has one that nobody here has heard of, or
 * has lost one, and what is known of the pod may be old.
 *
 * @param doubt what is known, if it was lost; nothing, if it was found
 */
record Confirming(Optional<Doubt> doubt, Attempt attempt) implements Stage {

    /** A pod that is not where it should be. */
    record Doubt(Pod pod, History history, Loss loss) {}

    static Step orphan() {
        return Step.to(new Confirming(Optional.empty(), Attempt.first()), new Effect.Read());
    }

    static Step lost(Pod pod, History history, Loss loss) {
        return Step.to(new Confirming(Optional.of(new Doubt(pod, history, loss)), Attempt.first()), new Effect.Read());
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var pod) -> decide(pod, context);
            case PodEvent.Gone gone -> doubt.map(Doubt::pod).map(Purging::of).orElseGet(Purging::unknown);
            case PodEvent.ReadFailed(var message) when !attempt.waiting() -> retry(message, context);
            case PodEvent.Due(var timer)
            when timer == Timer.RETRY && attempt.waiting() ->
                Step.to(new Confirming(doubt, attempt.again()), new Effect.Read());
            case PodEvent other -> Step.to(this);
        };
    }

    private Step decide(Pod pod, LifecycleContext context) {
        var history = doubt.map(Doubt::history).orElseGet(() -> History.of(pod));
        if (pod.deleting()) {
            return Deleting.takeOver(pod, Optional.empty(), history, context);
        }
        if (pod.status().phase().terminal()) {
            return Step.to(Finished.already(pod));
        }
        if (Deadline.over(pod, context.now())) {
            return Stopping.overdue(pod, Optional.empty(), history);
        }
        return doubt.map(Doubt::loss)
                .map(loss -> Lost.enter(pod, Reports.known(pod), history, loss, context))
                .orElseGet(() -> Locating.enter(pod, history, Locating.lossIfAbsent(pod, context), Attempt.first()));
    }

    private Step retry(String message, LifecycleContext context) {
        var failed = attempt.failed(new ProviderFailure.Unavailable("ReadFailed", message, Optional.empty()));
        return Step.to(new Confirming(doubt, failed), failed.timer(context));
    }

    @Override
    public Optional<Pod> known() {
        return doubt.map(Doubt::pod);
    }

    @Override
    public Stage with(Pod pod) {
        return new Confirming(doubt.map(old -> new Doubt(pod, old.history(), old.loss())), attempt);
    }

    @Override
    public boolean mayBeAsked() {
        return true;
    }

    @Override
    public boolean asksApiServer() {
        return true;
    }

    @Override
    public boolean waiting() {
        return attempt.waiting();
    }
}
