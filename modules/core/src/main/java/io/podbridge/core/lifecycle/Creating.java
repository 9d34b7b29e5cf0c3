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
 * The platform is making the pod, or adopting it. There is never a second create before its answer. A deletion does not
 * wait for an answer that may never come: the provider's actor sees to it that what is made late is deleted too.
 *
 * @param ordered the pod as the platform was given it
 */
@Successors({BackingOff.class, Refused.class, Running.class, Updating.class, Finished.class})
record Creating(Pod ordered) implements Stage.Announced {

    static Step enter(Known known) {
        var pod = known.pod();
        var counted = known.history().counting(pod);
        return known.with(counted)
                .unreported()
                .again()
                .to(new Creating(pod), new Effect.Create(counted.remaining(pod), counted.restarts()));
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) -> Exits.interruptedElse(this, known.with(newer), context);
            case PodEvent.Gone gone -> Purging.of(known.pod());
            case PodEvent.Created(var report, var ignored) -> created(report, ignored, known);
            case PodEvent.CreateFailed(var failure) -> failed(failure, known, context);
            case PodEvent.Due never -> known.to(this);
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News news -> known.to(this);
        };
    }

    private Step created(PodReport report, String ignored, Known known) {
        var step = Running.created(known, ordered, report).and(Notes.created());
        return ignored.isEmpty() ? step : step.and(Notes.ignored(ignored));
    }

    private Step failed(ProviderFailure failure, Known known, LifecycleContext context) {
        return switch (failure) {
            // A change that came meanwhile may be what the platform can run.
            case ProviderFailure.Invalid invalid when !ordered.asksTheSame(known.pod()) -> enter(known);
            case ProviderFailure.Invalid invalid -> Refused.enter(known, invalid);
            case ProviderFailure.Rejected rejected -> BackingOff.enter(known, rejected, context);
            case ProviderFailure.Unavailable unavailable -> BackingOff.enter(known, unavailable, context);
        };
    }

    /** While it is tried again the last failure stays to be read. */
    @Override
    public Optional<PodStatus> desired(Known known, LifecycleContext context) {
        return Optional.of(known.attempt()
                .failure()
                .map(failure -> known.view(context).waiting(failure))
                .orElseGet(() -> known.view(context).creating()));
    }
}
