package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.lifecycle.status.Ending;
import io.podbridge.core.pod.PodStatus;
import java.util.Optional;

/**
 * The pod is over. What the platform keeps of it (logs) stays until it is deleted.
 *
 * @param written whether the API server holds its end, so that the entity may be forgotten
 */
@Successors({Deleting.class, Purging.class})
record Finished(Ending ending, boolean written) implements Stage.Closing {

    static Step enter(Known known, Ending ending) {
        return known.with(ending.last()).enter(new Finished(ending, false));
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) when newer.deleting() -> Deleting.enter(known.with(newer), context);
            case PodEvent.Observed(var newer) -> known.with(newer).to(this);
            case PodEvent.Gone gone -> Purging.of(known.pod());
            case PodEvent.Due lingered -> known.to(this, new Effect.Passivate());
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News news -> known.to(this);
        };
    }

    @Override
    public Step published(Known known, LifecycleContext context) {
        var linger = new Effect.Wait(Timer.RETRY, context.settings().linger());
        return written ? known.to(this) : known.to(new Finished(ending, true), linger);
    }

    @Override
    public Optional<PodStatus> desired(Known known, LifecycleContext context) {
        return Optional.of(known.view(context).ended(ending));
    }
}
