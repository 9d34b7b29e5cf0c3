package io.podbridge.devcluster.control.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * @param actions in this order; when one fails the rest is left, and the decision taken again after a pause
 * @param again when to decide again if nothing happens until then
 */
public record Decision(List<Action> actions, Optional<Duration> again) {
    public static final Decision NOTHING = new Decision(List.of(), Optional.empty());

    public Decision {
        actions = List.copyOf(actions);
    }

    public static Decision of(List<Action> actions) {
        return new Decision(actions, Optional.empty());
    }

    public static Decision of(Action... actions) {
        return of(List.of(actions));
    }

    public static Decision waiting(Duration until) {
        return new Decision(List.of(), Optional.of(until));
    }

    /**
     * When to decide again after all was done. At once if something was made: it may be gone before it is heard of, and
     * then nothing else would say so.
     */
    Optional<Duration> next() {
        return actions.stream().anyMatch(Action.Create.class::isInstance) ? Optional.of(Duration.ZERO) : again;
    }

    /** The same, and decide again at the latest after this time. */
    public Decision again(Duration after) {
        return new Decision(
                actions,
                Optional.of(again.filter(sooner -> sooner.compareTo(after) < 0).orElse(after)));
    }
}
