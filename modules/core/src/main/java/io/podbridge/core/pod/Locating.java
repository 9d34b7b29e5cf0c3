package io.podbridge.core.pod;

import java.time.Instant;
import java.util.Optional;

/**
 * The platform is being asked whether it has the pod, which may have been made before: nothing is made until that is
 * sure.
 *
 * @param absent what it means if the platform has not: a loss, or nothing, since no container was ever seen to start
 */
record Locating(Pod pod, History history, Optional<Loss> absent, Attempt attempt) implements Stage {

    static Step enter(Pod pod, History history, Optional<Loss> absent, Attempt attempt) {
        return Step.to(new Locating(pod, history, absent, attempt.again()), new Effect.Locate());
    }

    /** Whether a pod that was just met must be looked for. One that is remote and new is not: a create adopts it. */
    static boolean needed(Pod pod, LifecycleContext context) {
        return pod.everStarted() || context.settings().replicaLocal();
    }

    static Optional<Loss> lossIfAbsent(Pod pod, LifecycleContext context) {
        return pod.everStarted() ? Optional.of(Loss.unexplained(context.settings())) : Optional.empty();
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) -> observed(newer, context);
            case PodEvent.Gone gone -> Purging.of(pod);
            case PodEvent.Located(var report) when !attempt.waiting() -> located(report, context);
            case PodEvent.LocateFailed(var failure)
            when !attempt.waiting() -> {
                var failed = attempt.failed(failure);
                yield Step.to(
                        new Locating(pod, history, absent, failed), Notes.locateFailed(failure), failed.timer(context));
            }
            case PodEvent.Due(var timer)
            when timer == Timer.RETRY && attempt.waiting() -> enter(pod, history, absent, attempt);
            case PodEvent.Due(var timer)
            when timer == Timer.DEADLINE -> Stopping.overdue(pod, Optional.empty(), history);
            case PodEvent other -> Step.to(this);
        };
    }

    private Step observed(Pod newer, LifecycleContext context) {
        return Interrupted.by(newer, Optional.empty(), history, context).orElseGet(() -> {
            // A status that a dead replica wrote last may arrive only now.
            boolean startedSince = newer.everStarted() && !pod.everStarted();
            var loss = startedSince ? lossIfAbsent(newer, context) : absent;
            return Step.to(new Locating(newer, history, loss, attempt));
        });
    }

    private Step located(Optional<PodReport> report, LifecycleContext context) {
        return report.map(found -> Running.adopt(pod, found, history, context))
                .orElseGet(() -> absent.map(loss -> Confirming.lost(pod, history, loss))
                        .orElseGet(() -> Creating.enter(pod, history, attempt)));
    }

    @Override
    public Optional<Pod> known() {
        return Optional.of(pod);
    }

    @Override
    public Stage with(Pod newer) {
        return new Locating(newer, history, absent, attempt);
    }

    /** A pod that may be running keeps its status until there is something to say; one that never ran says why. */
    @Override
    public Optional<PodStatus> desired(LifecycleContext context) {
        return attempt.failure()
                .filter(failure -> !pod.everStarted())
                .map(failure -> PodStatusView.waiting(pod, history, failure, context));
    }

    @Override
    public boolean waiting() {
        return attempt.waiting();
    }

    @Override
    public Optional<Instant> deadline() {
        return Deadline.of(pod);
    }
}
