package io.podbridge.core.node;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.health.PartState;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.provider.Health;

/**
 * Whether the platform answers. A single failed ping says little, so it takes several in a row.
 *
 * @param failures failed pings in a row
 * @param message the last answer, or why there was none
 */
record PlatformHealth(int failures, String message) {
    /** So many failed pings in a row mean that the platform does not answer. */
    private static final int TOO_MANY = 2;

    /** Before the first ping: nothing is known against it. */
    static PlatformHealth unknown() {
        return new PlatformHealth(0, "not asked yet");
    }

    PartState state() {
        if (failures >= TOO_MANY) {
            return PartState.FAILED;
        }
        return failures == 0 ? PartState.OK : PartState.DEGRADED;
    }

    PlatformHealth after(Outcome<Health> ping) {
        return switch (ping) {
            case Outcome.Success<Health>(var health) -> new PlatformHealth(0, health.message());
            case Outcome.Failure<Health>(ProviderFailure failure) ->
                new PlatformHealth(Math.min(failures + 1, TOO_MANY), failure.message());
        };
    }
}
