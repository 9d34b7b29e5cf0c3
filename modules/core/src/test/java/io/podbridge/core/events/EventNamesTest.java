package io.podbridge.core.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class EventNamesTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void areMadeOfTheObjectAndTheTime() {
        assertThat(new EventNames().next("web-0", NOW)).isEqualTo("web-0." + Long.toHexString(1893456000_000000000L));
    }

    @Test
    void differEvenIfTheClockStandsStillOrGoesBack() {
        var names = new EventNames();
        var seen = new HashSet<String>();
        for (int i = 0; i < 100; i++) {
            assertThat(seen.add(names.next("web-0", NOW.minusNanos(i)))).isTrue();
        }
    }

    @Test
    void areNeverTooLong() {
        assertThat(new EventNames().next("a".repeat(253), NOW)).hasSize(253).matches("a+\\.[0-9a-f]{16}");
        assertThat(new EventNames().next("a".repeat(235) + ".b" + "c".repeat(16), NOW))
                .matches("a+\\.[0-9a-f]{16}");
    }
}
