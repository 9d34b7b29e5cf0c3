package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import java.time.Duration;

/**
 * Nothing of the pod is left, here or there. Its UID never comes back, so whatever still arrives is old; the entity
 * stays for a while to say so, since one that knew nothing would make the pod again. It stays longer where a finalizer
 * holds the object, since one that knew nothing would ask the platform each time that the object is shown.
 */
@Successors({})
record Ended() implements Stage.Concluded {
    /** Above the longest {@code resync-interval}: until then an object that is still there is shown again. */
    private static final Duration HELD = Duration.ofHours(2);

    static Step enter(LifecycleContext context) {
        return forgetAfter(context.settings().linger());
    }

    /** The object is still there, and nothing more can be done for it. */
    static Step held() {
        return forgetAfter(HELD);
    }

    private static Step forgetAfter(Duration wait) {
        return Known.nothing().enter(new Ended(), new Effect.Wait(Timer.RETRY, wait));
    }

    @Override
    public Step on(PodEvent.ForStage event, Known known, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var pod) -> pod.released() ? held() : known.to(this);
            case PodEvent.Due over -> known.to(this, new Effect.Passivate());
            case PodEvent.Gone again -> known.to(this);
            case PodEvent.Reply late -> known.to(this);
            case PodEvent.News late -> known.to(this);
        };
    }
}
