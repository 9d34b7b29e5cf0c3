package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.status.Loss;
import io.podbridge.core.pod.ProviderFailure;
import java.util.Optional;

/**
 * The API server is being asked whether it still wants the pod: the platform has one that nobody here has heard of, or
 * has lost one, and what is known of the pod may be old.
 *
 * @param loss of a pod that is not where it should be; empty for one that was found, of which nothing is known
 */
@Successors({Locating.class, Creating.class})
record Confirming(Optional<Loss> loss) implements Stage.Meeting {

    static Step orphan() {
        return Known.nothing().enter(new Confirming(Optional.empty()), new Effect.Read());
    }

    static Step lost(Known known, Loss loss) {
        return known.unreported().enter(new Confirming(Optional.of(loss)), new Effect.Read());
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var pod) ->
                decide(known.seen().isPresent() ? known.with(pod) : Known.of(pod), context);
            case PodEvent.Gone gone -> known.seen().map(Purging::of).orElseGet(Purging::unknown);
            case PodEvent.ReadFailed(var message)
            when !known.waiting() ->
                known.retry(this, new ProviderFailure.Unavailable("ReadFailed", message, Optional.empty()), context);
            case PodEvent.Due retry -> known.again().to(this, new Effect.Read());
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News news -> known.to(this);
        };
    }

    private Step decide(Known wanted, LifecycleContext context) {
        return Exits.over(wanted, context)
                .or(() -> loss.map(lost -> Exits.lost(wanted, lost, context)))
                .orElseGet(() -> Locating.enter(wanted.fresh(), Locating.lossIfAbsent(wanted.pod(), context)));
    }
}
