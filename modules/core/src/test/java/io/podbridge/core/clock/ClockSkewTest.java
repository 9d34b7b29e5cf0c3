package io.podbridge.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ClockSkewTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final int HOUR = 3_600_000;

    @Property
    void theTruthIsWithinTheBoundsAndCloserWithEachAnswer(
            @ForAll @IntRange(min = -HOUR, max = HOUR) int ahead,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 1_000_000) Integer> lots) {
        var truth = Duration.ofMillis(ahead);
        var local = START;
        var known = answer(local, truth, lots.getFirst());
        for (int lot : lots) {
            local = local.plusMillis(1000 + lot % 60_000);
            var before = known;
            known = known.and(answer(local, truth, lot));
            assertThat(truth).isBetween(known.least(), known.most());
            assertThat(width(known)).isLessThanOrEqualTo(width(before)).isLessThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(known.estimate().minus(truth).abs()).isLessThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(known.apart()).isLessThanOrEqualTo(truth.abs());
        }
    }

    @Example
    void aClockThatIsSetIsBelievedAnew() {
        var before = answer(START, Duration.ofSeconds(30), 100);
        var after = before.and(answer(START.plusSeconds(5), Duration.ofSeconds(-30), 100));
        assertThat(after.apart()).isBetween(Duration.ofSeconds(28), Duration.ofSeconds(30));
        assertThat(after.estimate()).isNegative();
    }

    @Example
    void clocksThatMayAgreeAreNotApart() {
        assertThat(answer(START, Duration.ZERO, 10).apart()).isZero();
    }

    /** One that takes 0 to 999 ms, and is dated somewhere within them. */
    private static ClockSkew answer(Instant sent, Duration ahead, int lot) {
        var roundTrip = Duration.ofMillis(lot % 1000);
        var dated = sent.plus(roundTrip.multipliedBy(lot / 1000 % 101).dividedBy(100));
        return ClockSkew.of(sent, sent.plus(roundTrip), dated.plus(ahead).truncatedTo(ChronoUnit.SECONDS));
    }

    private static Duration width(ClockSkew skew) {
        return skew.most().minus(skew.least());
    }
}
