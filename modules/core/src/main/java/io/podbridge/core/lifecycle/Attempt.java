package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.BackOff;
import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.Timer;
import io.podbridge.core.pod.ProviderFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * The attempt at a stage's order: how far it has got.
 *
 * @param failures how often the order failed in a row
 * @param failure the last failure, if there was one
 * @param waiting whether it is being waited out; otherwise the call is under way, or there is none
 */
record Attempt(int failures, Optional<ProviderFailure> failure, boolean waiting) {

    static Attempt first() {
        return new Attempt(0, Optional.empty(), false);
    }

    /** The call failed: wait. */
    Attempt failed(ProviderFailure why) {
        return new Attempt(failures + 1, Optional.of(why), true);
    }

    /** The wait is over: the call is under way again. */
    Attempt again() {
        return new Attempt(failures, failure, false);
    }

    /** The timer that ends the wait. */
    Effect.Wait timer(LifecycleContext context) {
        return new Effect.Wait(Timer.RETRY, BackOff.delay(failures, failure.flatMap(Attempt::retryAfter), context));
    }

    private static Optional<Duration> retryAfter(ProviderFailure failure) {
        return switch (failure) {
            case ProviderFailure.Invalid invalid -> Optional.empty();
            case ProviderFailure.Rejected rejected -> rejected.retryAfter();
            case ProviderFailure.Unavailable unavailable -> unavailable.retryAfter();
        };
    }
}
