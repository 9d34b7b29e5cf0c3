package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.Notes;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.ProviderFailure;
import java.util.Optional;

/**
 * The platform can never run the pod as it is. Its phase is not terminal: a controller that sees one fail makes the
 * next at once, and so on (Kubernetes issue 108152). As where a kubelet cannot configure a container, each one says why
 * it waits, until the pod is changed or deleted.
 *
 * @param failure what the platform cannot do
 */
@Successors(Creating.class)
record Refused(ProviderFailure.Invalid failure) implements Stage.Limited {

    static Step enter(Known known, ProviderFailure.Invalid failure) {
        var step = known.announced().enter(new Refused(failure));
        // Another replica may have come to it, and said so, before this one.
        boolean told = known.pod().status().waits(failure.reason(), failure.message());
        return told ? step : step.and(Notes.createFailed(failure));
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) -> observed(known.pod().asksTheSame(newer), known.with(newer), context);
            case PodEvent.Gone gone -> Purging.of(known.pod());
            case PodEvent.Due never -> known.to(this);
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News news -> known.to(this);
        };
    }

    private Step observed(boolean same, Known known, LifecycleContext context) {
        return Exits.interrupted(known, context).orElseGet(() -> same ? known.to(this) : Creating.enter(known));
    }

    @Override
    public Optional<PodStatus> desired(Known known, LifecycleContext context) {
        return Optional.of(known.view(context).waiting(failure));
    }
}
