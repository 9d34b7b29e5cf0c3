package io.podbridge.core.pod;

import java.time.Duration;
import java.util.Optional;

/**
 * Somebody deleted the pod: the platform is stopping and releasing all of it.
 *
 * @param ordered the deletion as the platform was told it
 */
record Deleting(Pod pod, Optional<PodReport> report, History history, Deletion ordered, Attempt attempt)
        implements Stage {
    /** RFC 3339 timestamps of Kubernetes ({@code metav1.Time}) carry whole seconds, cut off. */
    private static final Duration TIMESTAMP_RESOLUTION = Duration.ofSeconds(1);

    static Step enter(Pod pod, Optional<PodReport> report, History history, LifecycleContext context) {
        var deletion = pod.deletion().orElseGet(() -> new Deletion(context.now(), Duration.ZERO));
        var next = new Deleting(pod, report, history, deletion, Attempt.first());
        return Step.to(next, next.delete(context));
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) when sooner(newer) -> enter(newer, report, history, context);
            case PodEvent.Observed(var newer) -> Step.to(with(newer));
            case PodEvent.Gone gone -> Purging.enter(left(context));
            case PodEvent.Reported(var newer) ->
                Step.to(new Deleting(pod, Optional.of(newer), history.counting(newer), ordered, attempt));
            case PodEvent.Deleted(var last) -> Concluding.enter(pod, last.or(() -> report), history, context);
            case PodEvent.DeleteFailed(var failure)
            when !attempt.waiting() -> {
                var failed = attempt.failed(failure);
                yield Step.to(
                        new Deleting(pod, report, history, ordered, failed),
                        Notes.deleteFailed(failure),
                        failed.timer(context));
            }
            case PodEvent.Due(var timer)
            when timer == Timer.RETRY && attempt.waiting() ->
                Step.to(new Deleting(pod, report, history, ordered, attempt.again()), delete(context));
            case PodEvent other -> Step.to(this);
        };
    }

    private boolean sooner(Pod newer) {
        return newer.deletion()
                .filter(deletion -> deletion.at().isBefore(ordered.at()))
                .isPresent();
    }

    /**
     * What is left of the grace period, whichever replica began it. {@code at} has lost its part of a second on the API
     * server's wire, so a whole one is added: a container gets at most a second more than it was promised, never less.
     */
    private Duration left(LifecycleContext context) {
        var left = Duration.between(context.now(), ordered.at().plus(TIMESTAMP_RESOLUTION));
        var atMost = left.compareTo(ordered.grace()) > 0 ? ordered.grace() : left;
        return atMost.isNegative() ? Duration.ZERO : atMost;
    }

    private Effect delete(LifecycleContext context) {
        return new Effect.Delete(left(context));
    }

    @Override
    public Optional<Pod> known() {
        return Optional.of(pod);
    }

    @Override
    public Stage with(Pod newer) {
        return new Deleting(newer, report, history, ordered, attempt);
    }

    /**
     * What it does until its end. That all has ended is written once, when nothing is left, and with it that the
     * deletion (a new generation of the pod) was seen: either alone would cost every pod one more write.
     */
    @Override
    public Optional<PodStatus> desired(LifecycleContext context) {
        return report.filter(shown -> !shown.containers().stream().allMatch(ContainerStatus::terminated))
                .map(shown ->
                        PodStatusView.running(pod, shown, history, pod.status().observedGeneration(), context));
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
