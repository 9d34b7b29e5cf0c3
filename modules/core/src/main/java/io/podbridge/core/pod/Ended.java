package io.podbridge.core.pod;

/** Nothing of the pod is left, here or there. Its UID never comes back, so whatever still arrives is old. */
record Ended() implements Stage {

    static Step enter() {
        return Step.to(new Ended(), new Effect.Passivate());
    }

    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return enter();
    }

    @Override
    public boolean alive() {
        return false;
    }
}
