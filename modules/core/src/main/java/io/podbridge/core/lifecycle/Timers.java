package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.BackOff;
import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The timers that no stage sets or cancels itself: they follow from the states before and after an event. */
record Timers(PodState before, PodState after, PodEvent event, LifecycleContext context) {

    /** The timer that ends the pod at its deadline, as far away as a timer can be set. */
    static Effect deadline(PodState state, LifecycleContext context) {
        return state.deadline()
                .<Effect>map(at -> new Effect.Wait(Timer.DEADLINE, Bounds.wait(Duration.between(context.now(), at))))
                .orElseGet(() -> new Effect.Cancel(Timer.DEADLINE));
    }

    /** The changes, after those effects. */
    List<Effect> changes(List<Effect> decided) {
        var changes = new ArrayList<Effect>();
        doubt(changes);
        if (before.known().waiting() && !after.known().waiting() && !due(Timer.RETRY) && !retries(decided)) {
            changes.add(new Effect.Cancel(Timer.RETRY));
        }
        if (!before.silent() && after.silent()) {
            changes.add(new Effect.Wait(Timer.ANNOUNCE, context.settings().announceAfter()));
        }
        if (before.silent() && !after.silent() && !due(Timer.ANNOUNCE)) {
            changes.add(new Effect.Cancel(Timer.ANNOUNCE));
        }
        if (!before.deadline().equals(after.deadline())) {
            changes.add(deadline(after, context));
        }
        return changes;
    }

    private void doubt(List<Effect> changes) {
        var inquiry = after.inquiry();
        if (inquiry.timed() && inquiry.failures() != before.inquiry().failures()) {
            changes.add(new Effect.Wait(Timer.DOUBT, BackOff.delay(inquiry.failures(), Optional.empty(), context)));
        }
        if (before.inquiry().timed() && !inquiry.timed() && !due(Timer.DOUBT)) {
            changes.add(new Effect.Cancel(Timer.DOUBT));
        }
    }

    /** Whether the stage set the timer anew, which replaces it. */
    private static boolean retries(List<Effect> decided) {
        return decided.stream()
                .anyMatch(effect -> effect instanceof Effect.Wait(var timer, var wait) && timer == Timer.RETRY);
    }

    private boolean due(Timer timer) {
        return event instanceof PodEvent.Due(var which) && which == timer;
    }
}
