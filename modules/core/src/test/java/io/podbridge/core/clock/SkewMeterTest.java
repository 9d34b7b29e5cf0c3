package io.podbridge.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkewMeterTest {
    private final Hands hands = new Hands();
    private final List<String> warnings = new ArrayList<>();
    private final SkewMeter meter = new SkewMeter(hands, hands, warnings::add);

    @Test
    void knowsNothingBeforeTheFirstDate() {
        assertThat(meter.skew()).isEmpty();
        meter.sent().answered(null);
        meter.sent().answered("yesterday");
        assertThat(meter.skew()).isEmpty();
    }

    @Test
    void warnsOnceInTenMinutesOfClocksThatAreMoreThanTwoSecondsApart() {
        answer(Duration.ofMillis(2500));
        assertThat(warnings).isEmpty();
        hands.pass(Duration.ofSeconds(2));
        answer(Duration.ofSeconds(60));
        assertThat(warnings).singleElement().asString().contains("2026-01-02T03:04:07Z", "2026-01-02T03:05:07", "NTP");
        hands.pass(Duration.ofMinutes(9));
        answer(Duration.ofSeconds(60));
        assertThat(warnings).hasSize(1);
        hands.pass(Duration.ofMinutes(2));
        answer(Duration.ofSeconds(60));
        assertThat(warnings).hasSize(2);
    }

    @Test
    void anAnswerThatTookLongSaysNothing() {
        var sent = meter.sent();
        hands.pass(Duration.ofSeconds(3));
        sent.answered(date(Duration.ZERO));
        assertThat(meter.skew()).isEmpty();
    }

    private void answer(Duration ahead) {
        meter.sent().answered(date(ahead));
    }

    private String date(Duration ahead) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(hands.now.plus(ahead).atOffset(ZoneOffset.UTC));
    }

    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-01-02T03:04:05Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
