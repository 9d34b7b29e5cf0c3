package io.podbridge.core.events;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets something happen at a rate, with bursts after a quiet time. A value: time is passed in, and taking a token makes
 * another bucket.
 *
 * @param rate tokens that come per second
 * @param burst how many it holds
 * @param tokens how many are in it, parts of one included
 * @param at when that was
 */
record TokenBucket(double rate, int burst, double tokens, Instant at) {

    static TokenBucket full(double rate, int burst, Instant now) {
        return new TokenBucket(rate, burst, burst, now);
    }

    /** The bucket with a token less, or empty if it has none now. A clock that goes backwards adds nothing. */
    Optional<TokenBucket> take(Instant now) {
        return take(now, 0);
    }

    /** The same for somebody who must leave so many tokens to others. */
    Optional<TokenBucket> take(Instant now, int left) {
        double seconds = Math.max(0, Duration.between(at, now).toNanos() / 1e9);
        double filled = Math.min(burst, tokens + seconds * rate);
        return filled < 1 + left ? Optional.empty() : Optional.of(new TokenBucket(rate, burst, filled - 1, now));
    }
}
