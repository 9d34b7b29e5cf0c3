package io.podbridge.core.pod;

/** A stage of a pod's life. */
record BackingOff() implements Stage {
    @Override
    public Step on(PodEvent event, LifecycleContext context) {
        return Step.to(this);
    }
}
