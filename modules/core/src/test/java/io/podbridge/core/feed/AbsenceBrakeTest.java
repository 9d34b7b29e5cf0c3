package io.podbridge.core.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.pod.PodId;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AbsenceBrakeTest {
    private static final int MINIMUM = 10;
    private static final Duration START = Duration.ofHours(1);

    private final AbsenceBrake brake = new AbsenceBrake(0.2, MINIMUM);

    @Test
    void aFewAreNoStorm() {
        assertThat(IntStream.range(0, MINIMUM).allMatch(pod -> asks(pod, START)))
                .isTrue();
        assertThat(brake.on()).isFalse();
    }

    @Test
    void tooManyAtOnceAreHeld() {
        IntStream.range(0, MINIMUM).forEach(pod -> asks(pod, START));
        assertThat(asks(MINIMUM, START)).isFalse();
        assertThat(brake.on()).isTrue();
        assertThat(brake.missing()).isEqualTo(MINIMUM + 1);
    }

    @Test
    void asManyOverMoreThanAMinuteAreNot() {
        Duration step = AbsenceBrake.WINDOW.dividedBy(MINIMUM - 1);
        assertThat(IntStream.range(0, 50).allMatch(pod -> asks(pod, START.plus(step.multipliedBy(pod)))))
                .isTrue();
    }

    @Test
    void aWordReleasesAllAndGivesThoseWhoseEntitiesAsked() {
        IntStream.range(0, MINIMUM + 1).forEach(pod -> brake.miss("uid-" + pod, START));
        asks(0, START);
        var released = brake.release();
        assertThat(released.missing()).hasSize(MINIMUM + 1);
        assertThat(released.asked()).containsExactly(id(0));
        assertThat(brake.on()).isFalse();
        assertThat(brake.release()).isEqualTo(AbsenceBrake.Release.NOTHING);
    }

    @Test
    void threeListsThatAgreeForLongEnoughReleaseThem() {
        hold();
        assertThat(listed(START.plusSeconds(1)).asked()).isEmpty();
        assertThat(listed(START.plusSeconds(2)).asked()).isEmpty();
        assertThat(listed(START.plusSeconds(3)).asked()).as("soon").isEmpty();
        assertThat(listed(START.plus(AbsenceBrake.HOLD)).asked()).isNotEmpty();
    }

    @Test
    void aPodThatComesBackBeginsTheCountAnew() {
        hold();
        Duration late = START.plus(AbsenceBrake.HOLD);
        assertThat(brake.listed("uid-1"::equals, 1, late).asked()).isEmpty();
        assertThat(brake.missing()).isEqualTo(2 * MINIMUM - 1);
        assertThat(listed(late.plusSeconds(1)).asked()).isEmpty();
        assertThat(listed(late.plusSeconds(2)).asked()).isEmpty();
        assertThat(brake.on()).isTrue();
    }

    @Test
    void whenNearlyAllAreBackTheOthersAreBelieved() {
        hold();
        assertThat(brake.listed(uid -> !uid.equals("uid-3"), 19, START.plusSeconds(1))
                        .missing())
                .containsExactly("uid-3");
    }

    private void hold() {
        IntStream.range(0, 2 * MINIMUM).forEach(pod -> asks(pod, START));
        assertThat(brake.on()).isTrue();
    }

    private AbsenceBrake.Release listed(Duration now) {
        return brake.listed(uid -> false, 0, now);
    }

    private boolean asks(int pod, Duration now) {
        return brake.permits(id(pod), 0, now);
    }

    private static PodId id(int pod) {
        return new PodId("uid-" + pod, "default", "pod-" + pod);
    }
}
