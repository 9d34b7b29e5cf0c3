package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.Notes;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.status.Ending;
import io.podbridge.core.lifecycle.status.Loss;
import io.podbridge.core.pod.PodStatus;
import java.util.Optional;

/** The pod is over, though its API object stays: what runs is being stopped. */
@Successors({Finished.class, Deleting.class, Purging.class})
record Stopping(Ending.Cause cause) implements Stage.Told {

    static Step overdue(Known known) {
        return enter(known, new Ending.Cause.Overdue()).and(Notes.overdue());
    }

    static Step declared(Known known) {
        return enter(known, new Ending.Cause.Declared());
    }

    static Step lost(Known known, Loss loss) {
        return enter(known, new Ending.Cause.Lost(loss)).and(loss.note());
    }

    private static Step enter(Known known, Ending.Cause cause) {
        return known.enter(new Stopping(cause), delete(known));
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) when newer.deleting() -> Deleting.enter(known.with(newer), context);
            case PodEvent.Observed(var newer) -> known.with(newer).to(this);
            case PodEvent.Gone gone -> Purging.of(known.pod());
            case PodEvent.Reported(var newer) -> known.with(newer).counted().to(this);
            case PodEvent.Deleted(var last)
            when !known.waiting() -> stopped(last.map(known::with).orElse(known), context);
            case PodEvent.DeleteFailed(var why)
            when !known.waiting() -> known.retry(this, why, context, Notes.deleteFailed(why));
            case PodEvent.Due retry -> known.again().to(this, delete(known));
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News news -> known.to(this);
        };
    }

    private Step stopped(Known known, LifecycleContext context) {
        return Finished.enter(known, Ending.of(cause, known.pod(), known.latest(), context.now()));
    }

    private static Effect delete(Known known) {
        return new Effect.Delete(known.pod().spec().terminationGracePeriod());
    }

    @Override
    public Optional<PodStatus> desired(Known known, LifecycleContext context) {
        long generation = known.pod().generation();
        return known.report().map(last -> known.view(context).running(last, generation));
    }
}
