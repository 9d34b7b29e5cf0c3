package io.podbridge.devcluster.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final PodName POD = new PodName("ns", "p");

    /** All in seconds; a core is used for {@code cpu} seconds. */
    private static Sample sample(long start, long time, long cpu) {
        return new Sample(Instant.ofEpochSecond(start), Instant.ofEpochSecond(time), cpu * 1_000_000_000L, time);
    }

    private static Reading reading(Map<String, Sample> containers) {
        return new Reading(Optional.empty(), Map.of(POD, containers));
    }

    private static History history(Reading... readings) {
        var history = History.EMPTY;
        for (var reading : readings) {
            history = history.next(reading, INTERVAL);
        }
        return history;
    }

    private static Optional<Usage> ofContainer(Sample... samples) {
        var history = History.EMPTY;
        for (var sample : samples) {
            history = history.next(reading(Map.of("c", sample)), INTERVAL);
        }
        return history.pod(POD).map(pod -> pod.containers().get("c"));
    }

    @Test
    void tellsNothingAfterTheFirstReadingAndTheRateAfterTheSecond() {
        var first = new Reading(Optional.of(sample(0, 1000, 500)), Map.of());
        var second = new Reading(Optional.of(sample(0, 1010, 515)), Map.of());
        assertThat(history(first).tells()).isFalse();
        assertThat(history(first).node()).isEmpty();
        assertThat(history(first, second).tells()).isTrue();
        assertThat(history(first, second).node())
                .contains(new Usage(1_500_000_000L, 1010, Instant.ofEpochSecond(1010), Duration.ofSeconds(10)));
        assertThat(history(first, second, Reading.NOTHING).node()).isEmpty();
    }

    /** What comes third is told against the second, or, if it is not newer, against the first. */
    @ParameterizedTest
    @CsvSource({"1030,620,10,2", "1020,600,20,5", "1015,600,15,7"})
    void countsFromTheNewestSampleThatIsOlder(long time, long cpu, long window, long cores) {
        var usage = ofContainer(sample(0, 1000, 500), sample(0, 1020, 600), sample(0, time, cpu));
        assertThat(usage.map(Usage::window)).contains(Duration.ofSeconds(window));
        assertThat(usage.map(Usage::cpuNanocores).map(n -> Math.round(n / 1e9))).contains(cores);
    }

    @Test
    void tellsNothingOfAReadingThatIsNotNewerThanTheFirst() {
        assertThat(ofContainer(sample(0, 1000, 500), sample(0, 1000, 500))).isEmpty();
        assertThat(ofContainer(sample(0, 1000, 500), sample(0, 1020, 600), sample(0, 1000, 500)))
                .isEmpty();
    }

    @Test
    void startsAnewAfterARestart() {
        var before = sample(0, 1000, 500);
        assertThat(ofContainer(before, sample(1010, 1015, 600))).isEmpty();
        assertThat(ofContainer(before, sample(1000, 1030, 600))).isEmpty();
        assertThat(ofContainer(before, sample(1000, 1030, 600), sample(1000, 1040, 605))
                        .map(Usage::cpuNanocores))
                .contains(500_000_000L);
    }

    /** From 10 s on, and while an earlier sample cannot be expected. */
    @ParameterizedTest
    @CsvSource({"9,false", "10,true", "14,true", "15,false"})
    void countsAYoungLifeFromItsStart(long age, boolean told) {
        var usage = ofContainer(sample(1000, 1000 + age, 2 * age));
        assertThat(usage.isPresent()).isEqualTo(told);
        assertThat(usage.map(Usage::cpuNanocores).orElse(2_000_000_000L)).isEqualTo(2_000_000_000L);
        assertThat(usage.map(Usage::window).orElse(Duration.ofSeconds(age))).isEqualTo(Duration.ofSeconds(age));
    }

    @Test
    void waitsForAllContainersOfAPod() {
        var one = reading(Map.of("a", sample(0, 1000, 1)));
        var two = reading(Map.of("a", sample(0, 1020, 2), "b", sample(0, 1020, 2)));
        var three = reading(Map.of("a", sample(0, 1040, 3), "b", sample(0, 1030, 3)));
        assertThat(history(one, two).pod(POD)).isEmpty();
        var pod = history(one, two, three).pod(POD).orElseThrow();
        assertThat(pod.containers()).containsOnlyKeys("a", "b");
        assertThat(pod.timestamp()).isEqualTo(Instant.ofEpochSecond(1030));
        assertThat(pod.window()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void leavesOutAContainerWhoseCounterWentDown() {
        var one = reading(Map.of("a", sample(0, 1000, 9), "b", sample(0, 1000, 1)));
        var two = reading(Map.of("a", sample(0, 1020, 8), "b", sample(0, 1020, 2)));
        assertThat(history(one, two).pod(POD).orElseThrow().containers()).containsOnlyKeys("b");
        assertThat(ofContainer(sample(0, 1000, 9), sample(0, 1020, 8))).isEmpty();
        assertThat(ofContainer(sample(5, 1000, 9), sample(4, 1020, 10))).isEmpty();
    }

    @Test
    void knowsNothingOfAPodThatIsGone() {
        var there = reading(Map.of("a", sample(0, 1000, 9)));
        assertThat(history(there, there, Reading.NOTHING).pod(POD)).isEmpty();
        assertThat(history(there, there, Reading.NOTHING, there).pod(POD)).isEmpty();
    }

    /** Whatever the pauses are: who uses the same all the time is seen to, with the window between the two samples. */
    @Property
    void tellsASteadyRateExactly(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 100_000) Integer> pauses,
            @ForAll @LongRange(min = 1, max = 64_000) long millicores) {
        var history = History.EMPTY;
        long now = 3_600_000;
        history = history.next(steady(now, millicores), INTERVAL);
        for (long pause : pauses) {
            now += pause;
            history = history.next(steady(now, millicores), INTERVAL);
            var usage = history.pod(POD).orElseThrow();
            assertThat(usage.window()).isEqualTo(Duration.ofMillis(pause));
            assertThat(usage.timestamp()).isEqualTo(Instant.ofEpochMilli(now));
            assertThat(usage.containers().firstEntry().getValue().cpuNanocores())
                    .isBetween(millicores * 1_000_000 - 1, millicores * 1_000_000);
        }
    }

    private static Reading steady(long millis, long millicores) {
        var time = Instant.ofEpochMilli(millis);
        return reading(Map.of("c", new Sample(Instant.EPOCH, time, millis * millicores * 1000, 1)));
    }

    /** Any readings in any order: never a window that is none, and never a negative rate. */
    @Property
    void neverTellsNonsense(
            @ForAll @Size(max = 12) List<@IntRange(max = 40) Integer> times,
            @ForAll @Size(min = 12, max = 12) List<@IntRange(max = 40) Integer> starts,
            @ForAll @Size(min = 12, max = 12) List<@IntRange(min = 1, max = 100) Integer> counters) {
        var history = History.EMPTY;
        for (int at = 0; at < times.size(); at++) {
            var sample = sample(starts.get(at), times.get(at), counters.get(at));
            history = history.next(reading(Map.of("c", sample)), INTERVAL);
            history.pod(POD)
                    .map(pod -> pod.containers().firstEntry().getValue())
                    .ifPresent(usage -> {
                        assertThat(usage.window()).isPositive();
                        assertThat(usage.cpuNanocores()).isNotNegative();
                        assertThat(usage.timestamp()).isEqualTo(sample.time());
                    });
        }
    }
}
