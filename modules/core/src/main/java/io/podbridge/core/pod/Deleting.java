package io.podbridge.core.pod;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody deleted the pod: the platform is stopping and releasing all of it.
 *
 * @param ordered the deletion as the platform was told it
 * @param until when the grace period is over, by {@link LifecycleContext#steady()}
 */
record Deleting(Pod pod, Optional<PodReport> report, History history, Deletion ordered, Instant until, Attempt attempt)
        implements Stage {
    /** RFC 3339 timestamps of Kubernetes ({@code metav1.Time}) carry whole seconds, cut off. */
    private static final Duration TIMESTAMP_RESOLUTION = Duration.ofSeconds(1);

    /**
     * The deletion was seen to begin: the grace period is counted from here by our own steady clock, as a kubelet
     * counts it. No clock that is wrong can take any of it away.
     */
    static Step enter(Pod pod, Optional<PodReport> report, History history, LifecycleContext context) {
        var deletion = deletion(pod, context);
        return begin(pod, report, history, deletion, context.steady().plus(deletion.grace()), context);
    }

    /**
     * The deletion was found: what is left of the grace period, whichever replica began it, by the API server's clock.
     * {@code at} has lost its part of a second on the wire, so a whole one is added.
     */
    static Step takeOver(Pod pod, Optional<PodReport> report, History history, LifecycleContext context) {
        var deletion = deletion(pod, context);
        var left = Duration.between(context.serverNow(), deletion.at().plus(TIMESTAMP_RESOLUTION));
        var atMost = left.compareTo(deletion.grace()) > 0 ? deletion.grace() : left;
        return begin(pod, report, history, deletion, context.steady().plus(atMost), context);
    }

    private static Step begin(
            Pod pod,
            Optional<PodReport> report,
            History history,
            Deletion deletion,
            Instant until,
            LifecycleContext context) {
        var next = new Deleting(pod, report, history, deletion, until, Attempt.first());
        return Step.to(next, next.delete(context));
    }

    private static Deletion deletion(Pod pod, LifecycleContext context) {
        return pod.deletion().orElseGet(() -> new Deletion(context.serverNow(), Duration.ZERO));
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) when sooner(newer) -> shorten(newer, context);
            case PodEvent.Observed(var newer) -> Step.to(with(newer));
            case PodEvent.Gone gone -> Purging.enter(left(context));
            case PodEvent.Reported(var newer) ->
                Step.to(new Deleting(pod, Optional.of(newer), history.counting(newer), ordered, until, attempt));
            case PodEvent.Deleted(var last) -> Concluding.enter(pod, last.or(() -> report), history, context);
            case PodEvent.DeleteFailed(var failure)
            when !attempt.waiting() -> {
                var failed = attempt.failed(failure);
                yield Step.to(
                        new Deleting(pod, report, history, ordered, until, failed),
                        Notes.deleteFailed(failure),
                        failed.timer(context));
            }
            case PodEvent.Due(var timer)
            when timer == Timer.RETRY && attempt.waiting() ->
                Step.to(new Deleting(pod, report, history, ordered, until, attempt.again()), delete(context));
            case PodEvent other -> Step.to(this);
        };
    }

    private boolean sooner(Pod newer) {
        return newer.deletion()
                .filter(deletion -> deletion.at().isBefore(ordered.at()))
                .isPresent();
    }

    /** The API server counts a shorter grace period from where it had counted the longer one. */
    private Step shorten(Pod newer, LifecycleContext context) {
        var deletion = deletion(newer, context);
        var earlier = until.minus(Duration.between(deletion.at(), ordered.at()));
        return begin(newer, report, history, deletion, earlier, context);
    }

    private Duration left(LifecycleContext context) {
        return Bounds.wait(Duration.between(context.steady(), until));
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
        return new Deleting(newer, report, history, ordered, until, attempt);
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
