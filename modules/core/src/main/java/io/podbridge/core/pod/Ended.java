package io.podbridge.core.pod;

import java.time.Duration;

/**
 * Nothing of the pod is left, here or there. Its UID never comes back, so whatever still arrives is old; the entity
 * stays for a while to say so, since one that knew nothing would make the pod again. It stays longer where a finalizer
 * holds the object, since one that knew nothing would ask the platform each time that the object is shown.
 */
record Ended() implements Stage {
    /** Above the longest {@code resync-interval}: until then an object that is still there is shown again. */
    private static final Duration HELD = Duration.ofHours(2);

    static Step enter(LifecycleContext context) {
        return Step.to(
                new Ended(), new Effect.Wait(Timer.RETRY, context.settings().linger()));
    }

    /** The object is still there, and nothing more can be done for it. */
    static Step held() {
        return Step.to(new Ended(), new Effect.Wait(Timer.RETRY, HELD));
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return switch (event) {
            case PodEvent.Observed(var pod) when pod.released() -> held();
            case PodEvent.Due(var timer) when timer == Timer.RETRY -> Step.to(this, new Effect.Passivate());
            case PodEvent other -> Step.to(this);
        };
    }

    @Override
    public boolean concluded() {
        return true;
    }
}
