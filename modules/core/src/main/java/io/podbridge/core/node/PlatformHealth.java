package io.podbridge.core.node;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.provider.Health;

/**
 * What the Node says of the platform and of its pods. Whether the platform answers: a single failed ping says little,
 * so it takes several in a row.
 *
 * @param failures failed pings in a row
 * @param message the last answer, or why there was none
 * @param heldAbsences how many pods are missing from the API server without being ended, since they are too many at
 *     once
 */
record PlatformHealth(int failures, String message, int heldAbsences) {
    /** So many failed pings in a row mean that the platform does not answer. */
    private static final int TOO_MANY = 2;

    /** Before the first ping: nothing is known against it. */
    static PlatformHealth unknown() {
        return new PlatformHealth(0, "not asked yet", 0);
    }

    boolean reachable() {
        return failures < TOO_MANY;
    }

    PlatformHealth holding(int absences) {
        return new PlatformHealth(failures, message, absences);
    }

    PlatformHealth after(Outcome<Health> ping) {
        return switch (ping) {
            case Outcome.Success<Health>(var health) -> new PlatformHealth(0, health.message(), heldAbsences);
            case Outcome.Failure<Health>(ProviderFailure failure) ->
                new PlatformHealth(Math.min(failures + 1, TOO_MANY), failure.message(), heldAbsences);
        };
    }
}
