package io.podbridge.core.pod;

/**
 * Nothing of the pod is left, here or there. Its UID never comes back, so whatever still arrives is old; the entity
 * stays for a while to say so, since one that knew nothing would make the pod again.
 */
record Ended() implements Stage {

    static Step enter(LifecycleContext context) {
        return Step.to(
                new Ended(), new Effect.Wait(Timer.RETRY, context.settings().linger()));
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return event instanceof PodEvent.Due(var timer) && timer == Timer.RETRY
                ? Step.to(this, new Effect.Passivate())
                : Step.to(this);
    }

    @Override
    public boolean concluded() {
        return true;
    }
}
