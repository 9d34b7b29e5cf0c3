package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.status.Ending;
import io.podbridge.core.lifecycle.status.Loss;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodStatus;
import java.util.Optional;

/**
 * The platform has the pod: it is being started there, runs, or has containers that are started again.
 *
 * @param rollout which version of the pod runs
 */
@Successors({Locating.class, Creating.class, Updating.class, Finished.class})
record Running(Rollout rollout) implements Stage.Announced, Stage.Limited {

    /** The pod was found on the platform. */
    static Step adopt(Known known, PodReport report) {
        return reported(known.fresh(), report, Rollout.found(known.pod()));
    }

    /** The pod was made on the platform, or brought in line there, as ordered. */
    static Step created(Known known, Pod ordered, PodReport report) {
        return reported(known.fresh(), report, Rollout.of(ordered));
    }

    /** Goes on with this report, which may be the last. */
    static Step reported(Known known, PodReport report, Rollout rollout) {
        var shown = known.taking(report);
        return shown.latest().finished(known.pod().spec())
                ? Finished.enter(shown, Ending.natural(known.pod(), shown.latest()))
                : new Running(rollout).inLine(shown);
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) ->
                Exits.interrupted(known.with(newer), context).orElseGet(() -> inLine(known.with(newer)));
            case PodEvent.Gone gone -> Purging.of(known.pod());
            case PodEvent.Reported(var newer)
            when known.latest().sameReplica(newer) -> reported(known.counted(), newer, rollout);
            case PodEvent.Vanished vanished -> locate(known, context);
            case PodEvent.ReplicaLost(var id, var replica)
            when known.heldBy(replica) -> Exits.lost(known, Loss.replica(replica), context);
            case PodEvent.Due retry -> inLine(known.again());
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News another -> known.to(this);
        };
    }

    /** A poll that began before the pod was made misses it: looked for again before it is believed. */
    static Step locate(Known known, LifecycleContext context) {
        var counted = known.counted();
        var done = counted.history().done(known.pod(), known.latest());
        return Locating.enter(counted.with(done).fresh(), Optional.of(Loss.unexplained(context.settings())));
    }

    /** Tells the platform of a changed pod, once for each change. */
    private Step inLine(Known known) {
        return !known.waiting() && rollout.behind(known.pod()) ? Updating.enter(known, rollout) : known.to(this);
    }

    @Override
    public Optional<PodStatus> desired(Known known, LifecycleContext context) {
        return Optional.of(status(known, rollout, context));
    }

    static PodStatus status(Known known, Rollout rollout, LifecycleContext context) {
        return known.view(context).running(known.latest(), rollout.follows(known.pod()));
    }
}
