package io.podbridge.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void doublesUpToItsBoundAndStartsAgainAfterASuccess() {
        var backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(1), () -> 1);
        assertThat(IntStream.range(0, 6).mapToObj(i -> backOff.next().toMillis()))
                .containsExactly(200L, 400L, 800L, 1000L, 1000L, 1000L);
        backOff.reset();
        assertThat(backOff.next()).hasMillis(200);
    }

    @Test
    void halfOfEachPauseIsDrawnByLot() {
        var drawn = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(8), () -> 0);
        assertThat(IntStream.range(0, 5).mapToObj(i -> drawn.next().toMillis()))
                .containsExactly(500L, 1000L, 2000L, 4000L, 4000L);
        var many = IntStream.range(0, 100)
                .mapToObj(i -> new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1)).next())
                .toList();
        assertThat(many).allMatch(pause -> pause.toMillis() >= 500 && pause.toMillis() <= 1000);
        assertThat(Set.copyOf(many)).hasSizeGreaterThan(1);
    }

    @Test
    void staysWithinItsBoundForEver() {
        var backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> 1);
        IntStream.range(0, 10_000).forEach(i -> assertThat(backOff.next()).hasSeconds(1));
    }
}
