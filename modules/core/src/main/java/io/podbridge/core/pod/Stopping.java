package io.podbridge.core.pod;

import java.util.Optional;

/** The pod is over, though its API object stays: what runs is being stopped. */
record Stopping(Pod pod, Optional<PodReport> report, History history, Cause cause, Attempt attempt) implements Stage {

    /** Why it is over. */
    sealed interface Cause {
        /** Its {@code activeDeadlineSeconds}. */
        record Overdue() implements Cause {}

        /** Its containers have ended, or somebody else wrote a terminal phase. */
        record Declared() implements Cause {}

        /** Its containers are lost, and none is started again. A platform that is behind may still have them. */
        record Lost(Loss loss) implements Cause {}
    }

    static Step overdue(Pod pod, Optional<PodReport> report, History history) {
        return enter(pod, report, history, new Cause.Overdue()).and(Notes.overdue());
    }

    static Step declared(Pod pod, Optional<PodReport> report, History history) {
        return enter(pod, report, history, new Cause.Declared());
    }

    static Step lost(Pod pod, PodReport last, History history, Loss loss) {
        return enter(pod, Optional.of(last), history, new Cause.Lost(loss)).and(Notes.lost(loss));
    }

    private static Step enter(Pod pod, Optional<PodReport> report, History history, Cause cause) {
        var next = new Stopping(pod, report, history, cause, Attempt.first());
        return Step.to(next, next.delete());
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) when newer.deleting() -> Deleting.enter(newer, report, history, context);
            case PodEvent.Observed(var newer) -> Step.to(with(newer));
            case PodEvent.Gone gone -> Purging.of(pod);
            case PodEvent.Reported(var newer) ->
                Step.to(new Stopping(pod, Optional.of(newer), history.counting(newer), cause, attempt));
            case PodEvent.Deleted(var last) when !attempt.waiting() -> stopped(last, context);
            case PodEvent.DeleteFailed(var failure)
            when !attempt.waiting() -> {
                var failed = attempt.failed(failure);
                yield Step.to(
                        new Stopping(pod, report, history, cause, failed),
                        Notes.deleteFailed(failure),
                        failed.timer(context));
            }
            case PodEvent.Due(var timer)
            when timer == Timer.RETRY && attempt.waiting() ->
                Step.to(new Stopping(pod, report, history, cause, attempt.again()), delete());
            case PodEvent other -> Step.to(this);
        };
    }

    private Effect delete() {
        return new Effect.Delete(pod.spec().terminationGracePeriod());
    }

    private Step stopped(Optional<PodReport> last, LifecycleContext context) {
        var known = last.or(() -> report).orElseGet(() -> Reports.known(pod));
        var ending = switch (cause) {
            case Cause.Overdue() -> Ending.overdue(pod, known, context.now());
            case Cause.Declared() -> Ending.deleted(pod, known, context.now());
            case Cause.Lost(var loss) -> Ending.lost(pod, known, loss, context.now());
        };
        return Step.to(new Finished(pod, history, ending, false));
    }

    @Override
    public Optional<Pod> known() {
        return Optional.of(pod);
    }

    @Override
    public Stage with(Pod newer) {
        return new Stopping(newer, report, history, cause, attempt);
    }

    @Override
    public Optional<PodStatus> desired(LifecycleContext context) {
        return report.map(shown -> PodStatusView.running(pod, shown, history, pod.generation(), context));
    }

    @Override
    public Optional<PodReport> lastReport() {
        return report;
    }

    @Override
    public boolean waiting() {
        return attempt.waiting();
    }
}
