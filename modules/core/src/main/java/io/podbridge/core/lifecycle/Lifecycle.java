package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;

/** The life of a pod: what follows from an event. */
public final class Lifecycle {
    private Lifecycle() {}

    /** Decides the state to be in, and the effects, in order. Pure and total. */
    public static Transition next(PodState state, PodEvent event, LifecycleContext context) {
        return new Turn(state, event, context).take();
    }
}
