package io.podbridge.core.clock;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the skew from the {@code Date} of answers, one a second at most, and says so in the log where it matters.
 * Thread-safe.
 */
public final class SkewMeter {
    /** A skew beyond this is told: it is more than the grace period of a pod that is taken over may be off. */
    public static final Duration TOLERATED = Duration.ofSeconds(2);

    /** An answer that took longer says too little about when its date was written. */
    private static final Duration LONGEST_ROUND_TRIP = Duration.ofSeconds(1);

    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(SkewMeter.class);

    private final Clock wall;
    private final Clock steady;
    private final Consumer<String> warnings;
    private volatile Optional<ClockSkew> skew = Optional.empty();
    private volatile Instant nextSample = Instant.MIN;
    private Instant nextWarning = Instant.MIN;

    /** Measures how far the API server is ahead of {@code wall}; {@code steady} is never set. */
    public SkewMeter(Clock wall, Clock steady) {
        this(wall, steady, LOG::warn);
    }

    SkewMeter(Clock wall, Clock steady, Consumer<String> warnings) {
        this.wall = wall;
        this.steady = steady;
        this.warnings = warnings;
    }

    /** A request is sent. */
    public Sent sent() {
        return new Sent(wall.instant(), steady.instant());
    }

    /** What is known by now; empty before the first answer. */
    public Optional<ClockSkew> skew() {
        return skew;
    }

    /** A request that is under way. */
    public final class Sent {
        private final Instant at;
        private final Instant steadyAt;

        private Sent(Instant at, Instant steadyAt) {
            this.at = at;
            this.steadyAt = steadyAt;
        }

        /** The head of its answer is here, with this {@code Date}; null or what is no date says nothing. */
        public void answered(@Nullable String date) {
            Instant now = steady.instant();
            Duration roundTrip = Duration.between(steadyAt, now);
            if (date != null && roundTrip.compareTo(LONGEST_ROUND_TRIP) <= 0 && !now.isBefore(nextSample)) {
                nextSample = now.plus(BETWEEN_SAMPLES);
                parse(date).ifPresent(server -> sample(ClockSkew.of(at, at.plus(roundTrip), server)));
            }
        }
    }

    private synchronized void sample(ClockSkew sample) {
        ClockSkew known = skew.map(old -> old.and(sample)).orElse(sample);
        skew = Optional.of(known);
        Instant now = steady.instant();
        if (known.apart().compareTo(TOLERATED) > 0 && !now.isBefore(nextWarning)) {
            nextWarning = now.plus(BETWEEN_WARNINGS);
            warn(known.estimate());
        }
    }

    private void warn(Duration ahead) {
        Instant here = wall.instant();
        warnings.accept("The clocks differ: this machine's says " + here + ", the API server's " + here.plus(ahead)
                + ". Leases, deadlines and what is left of the grace of a pod that is taken over go by them: set both"
                + " by NTP");
    }

    private static Optional<Instant> parse(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
