package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.Notes;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.status.Loss;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodStatus;
import java.util.Optional;

/**
 * The platform is being asked whether it has the pod, which may have been made before: nothing is made until that is
 * sure.
 *
 * @param absent what it means if the platform has not: a loss, or nothing, since no container was ever seen to start
 */
@Successors({Confirming.class, Creating.class, Running.class, Updating.class, Finished.class})
record Locating(Optional<Loss> absent) implements Stage.Limited {

    static Step enter(Known known, Optional<Loss> absent) {
        return known.unreported().again().to(new Locating(absent), new Effect.Locate());
    }

    static Optional<Loss> lossIfAbsent(Pod pod, LifecycleContext context) {
        return pod.everStarted() ? Optional.of(Loss.unexplained(context.settings())) : Optional.empty();
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) -> observed(newer, known, context);
            case PodEvent.Gone gone -> Purging.of(known.pod());
            case PodEvent.Located(var report) when !known.waiting() -> located(report, known, context);
            case PodEvent.LocateFailed(var failure)
            when !known.waiting() -> known.retry(this, failure, context, Notes.locateFailed(failure));
            case PodEvent.Due retry -> enter(known, absent);
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News news -> known.to(this);
        };
    }

    private Step observed(Pod newer, Known known, LifecycleContext context) {
        // A status that a dead replica wrote last may arrive only now.
        boolean startedSince = newer.everStarted() && !known.pod().everStarted();
        var loss = startedSince ? lossIfAbsent(newer, context) : absent;
        var shown = known.with(newer);
        return Exits.deleted(shown, context).orElseGet(() -> shown.to(new Locating(loss)));
    }

    private Step located(Optional<PodReport> report, Known known, LifecycleContext context) {
        return report.map(found -> adopt(known, found, context))
                .or(() -> absent.map(loss -> Confirming.lost(known, loss)))
                .orElseGet(() -> Creating.enter(known));
    }

    /** A pod whose end was shown meanwhile has ended by itself, or is to be ended: what it does now tells which. */
    private static Step adopt(Known known, PodReport found, LifecycleContext context) {
        var shown = known.taking(found);
        return shown.latest().finished(known.pod().spec())
                ? Running.adopt(known, found)
                : Exits.interrupted(shown, context).orElseGet(() -> Running.adopt(known, found));
    }

    /** A pod that may be running keeps its status until there is something to say; one that never ran says why. */
    @Override
    public Optional<PodStatus> desired(Known known, LifecycleContext context) {
        return known.attempt()
                .failure()
                .filter(failure -> !known.pod().everStarted())
                .map(failure -> known.view(context).waiting(failure));
    }
}
