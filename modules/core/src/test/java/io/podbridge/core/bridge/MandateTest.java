package io.podbridge.core.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MandateTest {
    private static final Duration LEASE = Duration.ofSeconds(40);

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        # lost, other cluster, other holder, seconds, mandate
        -,      -,             -,            0,       Held
        -,      -,             -,            40,      Held
        -,      -,             -,            41,      Suspended
        -,      -,             red,          0,       Suspended
        -,      another,       -,            0,       Suspended
        red,    -,             -,            0,       Lost
        red,    another,       red,          99,      Lost
        """)
    void followsFromWhatIsKnown(String lost, String cluster, String holder, int seconds, String expected) {
        var mandate = Mandate.of(
                Optional.ofNullable(lost).map(why -> new Mandate.Lost(why, false)),
                Optional.ofNullable(cluster),
                Optional.ofNullable(holder),
                Duration.ofSeconds(seconds),
                LEASE);
        assertThat(mandate.getClass().getSimpleName()).isEqualTo(expected);
    }

    /** An answer may be as old as its question, and one that comes late must not make the newer one forgotten. */
    @Test
    void countsFromTheQuestion() {
        var time = new AtomicLong();
        var mandate = new BridgeMandate(LEASE, Optional::empty, time::get);
        time.set(Duration.ofSeconds(30).toNanos());
        long asked = mandate.now();
        time.set(Duration.ofSeconds(60).toNanos());
        mandate.confirmed(asked);
        mandate.confirmed(0);
        assertThat(mandate.get()).isEqualTo(new Mandate.Held());
        time.set(Duration.ofSeconds(71).toNanos());
        assertThat(mandate.get()).isInstanceOf(Mandate.Suspended.class);
    }
}
