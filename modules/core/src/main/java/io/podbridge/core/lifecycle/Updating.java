package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.Notes;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.ProviderFailure;
import java.util.Optional;

/**
 * The pod runs, and the platform is bringing it in line with a changed spec. Whatever would stop or make containers
 * waits for its answer, since the platform may be making them anew.
 *
 * @param rollout which version of the pod ran before
 * @param ordered the pod as the platform was given it
 * @param gone the pod as the API server had it, if the object has vanished meanwhile
 * @param missing whether the platform was seen without the pod meanwhile
 */
@Successors({Locating.class, Running.class, Finished.class})
record Updating(Rollout rollout, Pod ordered, Optional<Pod> gone, boolean missing) implements Stage.Announced {

    static Step enter(Known known, Rollout rollout) {
        var pod = known.pod();
        var counted = known.history().counting(pod).counting(known.latest());
        return known.to(
                new Updating(rollout, pod, Optional.empty(), false),
                new Effect.Update(counted.remaining(pod), counted.restarts()));
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) -> (gone.isEmpty() ? known.with(newer) : known).to(this);
            case PodEvent.Gone vanished ->
                known.gone().to(new Updating(rollout, ordered, known.seen().or(() -> gone), missing));
            case PodEvent.Reported(var report)
            when known.latest().sameReplica(report) ->
                known.counted().taking(report).to(this);
            case PodEvent.Vanished vanished -> known.to(new Updating(rollout, ordered, gone, true));
            case PodEvent.ReplicaLost(var id, var replica)
            when known.heldBy(replica) -> known.to(new Updating(rollout, ordered, gone, true));
            case PodEvent.Updated(var report) -> updated(report, known, context);
            case PodEvent.UpdateFailed(var failure) -> failed(failure, known, context);
            case PodEvent.Due never -> known.to(this);
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News another -> known.to(this);
        };
    }

    private Step updated(PodReport report, Known known, LifecycleContext context) {
        return interrupted(known.with(report), context)
                .orElseGet(
                        () -> Running.created(known.counted(), ordered, report).and(Notes.updated()));
    }

    private Step failed(ProviderFailure failure, Known known, LifecycleContext context) {
        return interrupted(known, context).orElseGet(() -> {
            var note = Notes.updateFailed(failure);
            if (missing) {
                return Running.locate(known, context).and(note);
            }
            var tried = failure instanceof ProviderFailure.Invalid ? known.fresh() : known.failed(failure);
            var step = Running.reported(tried, known.latest(), rollout.failed(ordered, failure))
                    .and(note);
            return step.known().waiting() ? step.and(tried.attempt().timer(context)) : step;
        });
    }

    private Optional<Step> interrupted(Known known, LifecycleContext context) {
        return gone.map(Purging::of).or(() -> Exits.interrupted(known, context));
    }

    @Override
    public Optional<PodStatus> desired(Known known, LifecycleContext context) {
        return Optional.of(Running.status(known, rollout, context));
    }
}
