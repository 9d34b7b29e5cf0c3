package io.podbridge.core.pod;

import java.time.Instant;
import java.util.Optional;

/** The platform has the pod: it is being started there, runs, or has containers that are started again. */
record Running(Pod pod, PodReport report, History history, Rollout rollout) implements Stage {

    /** It was found on the platform. */
    static Step adopt(Pod pod, PodReport report, History history, LifecycleContext context) {
        return reported(pod, report, history, Rollout.found(pod), context);
    }

    /** It was made on the platform, as ordered. */
    static Step created(Pod pod, Pod ordered, PodReport report, History history, LifecycleContext context) {
        return reported(pod, report, history, Rollout.of(ordered), context);
    }

    /** Goes on with this report, which may be the last. */
    static Step reported(Pod pod, PodReport report, History history, Rollout rollout, LifecycleContext context) {
        var whole = history.withDone(report);
        var counted = Reports.started(whole) ? history.announce() : history;
        if (whole.finished(pod.spec())) {
            return Step.to(new Finished(pod, counted, Ending.natural(pod, whole), false));
        }
        return new Running(pod, whole, counted, rollout).inLine();
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) -> observed(newer, context);
            case PodEvent.Gone gone -> Purging.of(pod);
            case PodEvent.Reported(var newer)
            when Reports.sameReplica(report, newer) -> reported(pod, newer, history.counting(report), rollout, context);
            case PodEvent.Vanished vanished -> locate(context);
            case PodEvent.ReplicaLost(var id, var replica)
            when holds(replica) -> Lost.enter(pod, report, history, Loss.replica(replica), context);
            case PodEvent.Due(var timer)
            when timer == Timer.RETRY -> new Running(pod, report, history, rollout.again()).inLine();
            case PodEvent.Due(var timer)
            when timer == Timer.ANNOUNCE -> Step.to(new Running(pod, report, history.announce(), rollout));
            case PodEvent.Due(var timer)
            when timer == Timer.DEADLINE -> Stopping.overdue(pod, Optional.of(report), history);
            case PodEvent other -> Step.to(this);
        };
    }

    private Step observed(Pod newer, LifecycleContext context) {
        return Interrupted.by(newer, Optional.of(report), history, context)
                .orElseGet(() -> new Running(newer, report, history, rollout).inLine());
    }

    /** A poll that began before the pod was made misses it: looked for again before it is believed. */
    Step locate(LifecycleContext context) {
        var loss = Optional.of(Loss.unexplained(context.settings()));
        return Locating.enter(pod, history.counting(report).done(pod, report), loss, Attempt.first());
    }

    boolean holds(String replica) {
        return report.replica().filter(replica::equals).isPresent();
    }

    /** Tells the platform of a changed pod, once for each change. */
    private Step inLine() {
        return rollout.due(pod) ? Updating.enter(this) : Step.to(this);
    }

    @Override
    public Optional<Pod> known() {
        return Optional.of(pod);
    }

    @Override
    public Stage with(Pod newer) {
        return new Running(newer, report, history, rollout);
    }

    @Override
    public Optional<PodStatus> desired(LifecycleContext context) {
        return silent()
                ? Optional.empty()
                : Optional.of(PodStatusView.running(pod, report, history, rollout.follows(pod), context));
    }

    @Override
    public Optional<PodReport> lastReport() {
        return Optional.of(report);
    }

    @Override
    public boolean silent() {
        return !history.announced();
    }

    @Override
    public boolean waiting() {
        return rollout.attempt().waiting();
    }

    /** A pod that waits for its sidecars' end only has kept its deadline. */
    @Override
    public Optional<Instant> deadline() {
        return report.over(pod.spec()) ? Optional.empty() : Deadline.of(pod);
    }
}
