package io.podbridge.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void doublesUpToItsBoundAndStartsAgainAfterASuccess() {
        var backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(1));
        assertThat(IntStream.range(0, 6).mapToObj(i -> backOff.next().toMillis()))
                .containsExactly(200L, 400L, 800L, 1000L, 1000L, 1000L);
        backOff.reset();
        assertThat(backOff.next()).hasMillis(200);
    }

    @Test
    void staysWithinItsBoundForEver() {
        var backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(1));
        IntStream.range(0, 10_000).forEach(i -> assertThat(backOff.next()).hasSeconds(1));
    }
}
