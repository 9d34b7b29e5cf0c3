package io.podbridge.core.pod;

import java.util.List;

/** The life of a pod: what follows from an event. */
public final class Lifecycle {
    private Lifecycle() {}

    /** What follows from the event: the state to be in, and the effects, in order. Pure and total. */
    public static Transition next(PodState state, PodEvent event, LifecycleContext context) {
        var step = state.stage().on(event, context);
        return new Transition(
                new PodState(state.identity(), step.next(), state.publication()), List.copyOf(step.effects()));
    }
}
