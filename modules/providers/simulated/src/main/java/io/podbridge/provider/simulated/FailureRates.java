package io.podbridge.provider.simulated;

import io.podbridge.core.config.SettingsReader;
import java.util.random.RandomGenerator;

/** How often a create call fails, and how; each 0 to 1, together at most 1. */
record FailureRates(double rejected, double unavailableBefore, double unavailableAfter) {

    /** How a create call goes. */
    enum Fate {
        /** Well. */
        ANSWERED,
        /** Refused, nothing is made. */
        REJECTED,
        /** No answer, nothing is made. */
        UNAVAILABLE_BEFORE,
        /** No answer, though the pod is made. */
        UNAVAILABLE_AFTER
    }

    boolean valid() {
        return rejected >= 0
                && unavailableBefore >= 0
                && unavailableAfter >= 0
                && rejected + unavailableBefore + unavailableAfter <= 1;
    }

    Fate draw(RandomGenerator random) {
        double drawn = random.nextDouble();
        if (drawn < rejected) {
            return Fate.REJECTED;
        }
        if (drawn < rejected + unavailableBefore) {
            return Fate.UNAVAILABLE_BEFORE;
        }
        return drawn < rejected + unavailableBefore + unavailableAfter ? Fate.UNAVAILABLE_AFTER : Fate.ANSWERED;
    }

    static FailureRates read(SettingsReader settings) {
        var rates = new FailureRates(
                settings.number("rejected", 0, 1),
                settings.number("unavailable-before", 0, 1),
                settings.number("unavailable-after", 0, 1));
        if (!rates.valid()) {
            settings.error("rejected", "and the other two must together be at most 1");
        }
        return rates;
    }
}
