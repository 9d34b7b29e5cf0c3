package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @Property
    void readsWhatItWrites(@ForAll @LongRange(min = 0, max = 253_402_300_799L) long seconds) {
        Instant time = Instant.ofEpochSecond(seconds);
        assertThat(Rfc3339.time(Rfc3339.text(time.plusNanos(999_999_999)))).contains(time);
    }

    @Test
    void readsOtherForms() {
        Instant time = Instant.parse("2026-11-23T18:04:10Z");
        assertThat(Rfc3339.time("2026-11-23T18:04:10.123456Z")).contains(time);
        assertThat(Rfc3339.time("2026-11-23T19:04:10+01:00")).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-13-23T18:04:10Z", "2026-11-23T1a:04:10Z", "2026-11-23T18:04:10X"})
    void whatIsNoTimeIsAbsent(String text) {
        assertThat(Rfc3339.time(text)).isEmpty();
    }
}
