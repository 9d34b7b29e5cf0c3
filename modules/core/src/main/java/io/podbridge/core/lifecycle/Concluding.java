package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.Notes;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.status.Ending;
import io.podbridge.core.pod.PodStatus;
import java.util.Optional;

/** Nothing of the deleted pod is left on the platform: its end is being written before its API object goes. */
@Successors({Finished.class, Removing.class, Ended.class})
record Concluding(Ending ending) implements Stage.Closing {

    static Step enter(Known known, LifecycleContext context) {
        if (known.pod().concluded()) {
            return Ended.held();
        }
        var ending = Ending.deleted(known.pod(), known.latest(), context.now());
        return known.with(ending.last()).enter(new Concluding(ending), Notes.deleted());
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var newer) -> known.with(newer).to(this);
            case PodEvent.Gone gone -> Ended.enter(context);
            case PodEvent.Due never -> known.to(this);
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News news -> known.to(this);
        };
    }

    @Override
    public Step published(Known known, LifecycleContext context) {
        // A store that was set back may have the pod as one that nobody deleted: then its end is all that is written.
        return known.pod().deleting()
                ? known.unreported().enter(new Removing(), new Effect.RemoveObject())
                : new Finished(ending, false).published(known, context);
    }

    @Override
    public Optional<PodStatus> desired(Known known, LifecycleContext context) {
        return Optional.of(known.view(context).ended(ending));
    }
}
