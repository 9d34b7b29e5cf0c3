package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.Notes;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.PodStatus;
import java.util.Optional;

/** Somebody deleted the pod: the platform is stopping and releasing all of it. */
@Successors({Finished.class, Concluding.class, Removing.class, Purging.class, Ended.class})
record Deleting(GracePeriod period) implements Stage.Told {

    /** The deletion was seen to begin. */
    static Step enter(Known known, LifecycleContext context) {
        return new Deleting(GracePeriod.begun(known.pod(), context)).begin(known, context);
    }

    /** The deletion was found, whichever replica began it. */
    static Step takeOver(Known known, LifecycleContext context) {
        return new Deleting(GracePeriod.found(known.pod(), context)).begin(known, context);
    }

    private Step begin(Known known, LifecycleContext context) {
        return known.enter(this, delete(context));
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer)
            when period.longerThan(newer) ->
                new Deleting(period.shortened(newer, context)).begin(known.with(newer), context);
            case PodEvent.Observed(var newer) -> known.with(newer).to(this);
            case PodEvent.Gone gone -> Purging.enter(period.left(context));
            case PodEvent.Reported(var newer) -> known.with(newer).counted().to(this);
            case PodEvent.Deleted(var last) ->
                Concluding.enter(last.map(known::with).orElse(known), context);
            case PodEvent.DeleteFailed(var why)
            when !known.waiting() -> known.retry(this, why, context, Notes.deleteFailed(why));
            case PodEvent.Due retry -> known.again().to(this, delete(context));
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News news -> known.to(this);
        };
    }

    private Effect delete(LifecycleContext context) {
        return new Effect.Delete(period.left(context));
    }

    /**
     * What the pod does until its end. That all has ended is written once, when nothing is left, and with it that the
     * deletion (a new generation of the pod) was seen: either alone would cost every pod one more write.
     */
    @Override
    public Optional<PodStatus> desired(Known known, LifecycleContext context) {
        long generation = known.pod().status().observedGeneration();
        return known.report()
                .filter(last -> !last.containers().stream().allMatch(ContainerStatus::terminated))
                .map(last -> known.view(context).running(last, generation));
    }
}
