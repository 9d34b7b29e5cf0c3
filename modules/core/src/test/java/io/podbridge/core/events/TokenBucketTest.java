package io.podbridge.core.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void holdsABurstAndFillsAtItsRate() {
        var bucket = TokenBucket.full(2, 3, START);
        for (int i = 0; i < 3; i++) {
            bucket = bucket.take(START).orElseThrow();
        }
        assertThat(bucket.take(START.plusMillis(499))).isEmpty();
        bucket = bucket.take(START.plusMillis(500)).orElseThrow();
        assertThat(bucket.take(START.plusMillis(999))).isEmpty();
        assertThat(bucket.take(START.plusSeconds(3600)).orElseThrow().tokens()).isEqualTo(2);
    }

    @Test
    void aClockThatGoesBackwardsAddsNothing() {
        var empty = TokenBucket.full(1, 1, START).take(START).orElseThrow();
        assertThat(empty.take(START.minusSeconds(100))).isEmpty();
    }

    @Property
    void neverGivesMoreThanBurstAndRateAllow(
            @ForAll @Size(max = 200) List<@IntRange(max = 3000) Integer> steps,
            @ForAll @IntRange(min = 1, max = 20) int burst) {
        double rate = 1.5;
        var bucket = TokenBucket.full(rate, burst, START);
        var now = START;
        int taken = 0;
        for (int step : steps) {
            now = now.plusMillis(step);
            var next = bucket.take(now);
            taken += next.isPresent() ? 1 : 0;
            bucket = next.orElse(bucket);
        }
        double seconds = Duration.between(START, now).toMillis() / 1000.0;
        assertThat(taken).isLessThanOrEqualTo((int) Math.floor(burst + rate * seconds + 1e-6));
    }
}
