package io.podbridge.core.node;

import io.podbridge.core.clock.ClockSkew;
import io.podbridge.core.clock.SkewMeter;
import io.podbridge.core.health.PartState;
import java.time.Duration;

/** What it means for a replica how far its clock is from the API server's. Pure. */
record ClockHealth(ClockSkew skew) {
    /** Half of the default lease duration: another replica may then take a lease that is stale for a fresh one. */
    private static final Duration HARMFUL = Duration.ofSeconds(20);

    PartState state() {
        Duration apart = skew.apart();
        if (apart.compareTo(HARMFUL) > 0) {
            return PartState.FAILED;
        }
        return apart.compareTo(SkewMeter.TOLERATED) > 0 ? PartState.DEGRADED : PartState.OK;
    }

    String message() {
        String direction = skew.estimate().isNegative() ? "ahead of" : "behind";
        return switch (state()) {
            case FAILED -> "more than 20 s " + direction + " the API server's: set it, and check NTP";
            case DEGRADED -> "more than 2 s " + direction + " the API server's: check NTP";
            case OK -> "within 2 s of the API server's";
        };
    }
}
