package io.podbridge.core.pod;

import java.util.Optional;

/**
 * The pod runs, and the platform is bringing it in line with a changed spec. Whatever would stop or make containers
 * waits for its answer, since the platform may be making them anew.
 *
 * @param running what runs
 * @param ordered the pod as the platform was given it
 * @param gone whether the API object has vanished meanwhile
 * @param missing whether the platform was seen without the pod meanwhile
 */
record Updating(Running running, Pod ordered, boolean gone, boolean missing) implements Stage {

    static Step enter(Running running) {
        var counted = running.history().counting(running.pod()).counting(running.report());
        return Step.to(
                new Updating(running, running.pod(), false, false),
                new Effect.Update(counted.remaining(running.pod()), counted.restarts()));
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) when !gone -> Step.to(with(newer));
            case PodEvent.Gone vanished -> Step.to(new Updating(running, ordered, true, missing));
            case PodEvent.Reported(var report)
            when Reports.sameReplica(running.report(), report) -> Step.to(showing(report, running.history()));
            case PodEvent.Vanished vanished -> Step.to(new Updating(running, ordered, gone, true));
            case PodEvent.ReplicaLost(var id, var replica)
            when running.holds(replica) -> Step.to(new Updating(running, ordered, gone, true));
            case PodEvent.Updated(var report) -> updated(report, context);
            case PodEvent.UpdateFailed(var failure) -> failed(failure, context);
            case PodEvent.Due(var timer)
            when timer == Timer.ANNOUNCE ->
                Step.to(showing(running.report(), running.history().announce()));
            case PodEvent other -> Step.to(this);
        };
    }

    private Updating showing(PodReport report, History history) {
        var whole = history.withDone(report);
        var counted = Reports.started(whole) ? history.announce() : history;
        var next = new Running(running.pod(), whole, counted.counting(running.report()), running.rollout());
        return new Updating(next, ordered, gone, missing);
    }

    private Step updated(PodReport report, LifecycleContext context) {
        var history = running.history().counting(running.report());
        return interrupted(Optional.of(report), context)
                .orElseGet(() -> Running.reported(running.pod(), report, history, Rollout.of(ordered), context)
                        .and(Notes.updated()));
    }

    private Step failed(ProviderFailure failure, LifecycleContext context) {
        return interrupted(Optional.of(running.report()), context).orElseGet(() -> {
            var note = Notes.updateFailed(failure);
            if (missing) {
                return running.locate(context).and(note);
            }
            var rollout = running.rollout().failed(ordered, failure);
            var step = Running.reported(running.pod(), running.report(), running.history(), rollout, context)
                    .and(note);
            return rollout.attempt().waiting() && step.next() instanceof Running
                    ? step.and(rollout.attempt().timer(context))
                    : step;
        });
    }

    private Optional<Step> interrupted(Optional<PodReport> report, LifecycleContext context) {
        return gone
                ? Optional.of(Purging.of(running.pod()))
                : Interrupted.by(running.pod(), report, running.history(), context);
    }

    @Override
    public Optional<Pod> known() {
        return gone ? Optional.empty() : running.known();
    }

    @Override
    public Stage with(Pod newer) {
        var next = new Running(newer, running.report(), running.history(), running.rollout());
        return new Updating(next, ordered, gone, missing);
    }

    @Override
    public Optional<PodStatus> desired(LifecycleContext context) {
        return running.desired(context);
    }

    @Override
    public Optional<PodReport> lastReport() {
        return running.lastReport();
    }

    @Override
    public boolean silent() {
        return running.silent();
    }
}
