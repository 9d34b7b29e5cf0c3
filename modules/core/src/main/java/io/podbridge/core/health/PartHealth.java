package io.podbridge.core.health;

import java.time.Instant;

/**
 * How a part of a replica is.
 *
 * @param part which
 * @param state how
 * @param since when it came into this state, by its replica's clock
 * @param message for a person: what, where, what to do
 */
public record PartHealth(Part part, PartState state, Instant since, String message) {

    /** The same at a later time: a part that was degraded for too long, or said nothing for too long, has failed. */
    PartHealth at(Instant now, Instant heard) {
        if (part.silence().filter(bound -> !now.isBefore(heard.plus(bound))).isPresent()) {
            return new PartHealth(part, PartState.FAILED, heard, "nothing was heard of it since " + heard);
        }
        boolean tooLong = state == PartState.DEGRADED
                && part.patience()
                        .filter(patience -> !now.isBefore(since.plus(patience)))
                        .isPresent();
        return tooLong ? new PartHealth(part, PartState.FAILED, since, message) : this;
    }

    /** What it is now; a state that stays keeps its beginning. */
    PartHealth becomes(PartState next, Instant now, String why) {
        return new PartHealth(part, next, next == state ? since : now, why);
    }

    boolean failed() {
        return state == PartState.FAILED;
    }
}
