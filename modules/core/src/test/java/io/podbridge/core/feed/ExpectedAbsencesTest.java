package io.podbridge.core.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpectedAbsencesTest {
    private final ExpectedAbsences expected = new ExpectedAbsences(Duration.ofMinutes(10));

    @Test
    void aPodIsForgottenSomeTimeAfterTheLastWordOfIt() {
        expected.expect("a", Duration.ZERO);
        expected.expect("b", Duration.ZERO);
        expected.expect("a", Duration.ofMinutes(6));
        expected.expect("c", Duration.ofMinutes(11));
        assertThat(expected.has("a")).isTrue();
        assertThat(expected.has("b")).isFalse();
    }

    @Test
    void thePodsOfADayDoNotAddUp() {
        IntStream.range(0, 24 * 60).forEach(minute -> expected.expect("pod-" + minute, Duration.ofMinutes(minute)));
        assertThat(expected.size()).isLessThanOrEqualTo(11);
    }

    @Test
    void aPodThatIsThereAgainIsNotExpectedToBeAbsent() {
        expected.expect("a", Duration.ZERO);
        expected.expect("b", Duration.ZERO);
        expected.removeIf("a"::equals);
        expected.remove("b");
        assertThat(expected.size()).isZero();
    }
}
