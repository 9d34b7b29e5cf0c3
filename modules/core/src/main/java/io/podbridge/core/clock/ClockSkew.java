package io.podbridge.core.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the API server's clock is ahead of this machine's; negative where it is behind. An answer's {@code Date} is a
 * whole second, cut off, and was written at some time between the request and the answer: so each gives two bounds, and
 * several together give closer ones. Source: RFC 9110, 6.6.1.
 *
 * @param least the smallest value that agrees with what was seen
 * @param most the largest one
 */
public record ClockSkew(Duration least, Duration most) {
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    /**
     * What one answer says.
     *
     * @param sent when the request was sent, by this machine's clock
     * @param received when the answer came, by the same clock
     * @param date what the server's clock showed, in whole seconds
     */
    public static ClockSkew of(Instant sent, Instant received, Instant date) {
        return new ClockSkew(Duration.between(received, date), Duration.between(sent, date.plus(RESOLUTION)));
    }

    /** Both together. Where they contradict each other a clock has been set, and the newer one is right. */
    public ClockSkew and(ClockSkew newer) {
        var both = new ClockSkew(later(least, newer.least), earlier(most, newer.most));
        return both.least.compareTo(both.most) > 0 ? newer : both;
    }

    /** The middle: off by at most half the distance of the bounds. */
    public Duration estimate() {
        return least.plus(most).dividedBy(2);
    }

    /** How far the clocks are apart at the very least, whichever is ahead. */
    public Duration apart() {
        if (least.isPositive()) {
            return least;
        }
        return most.isNegative() ? most.negated() : Duration.ZERO;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
