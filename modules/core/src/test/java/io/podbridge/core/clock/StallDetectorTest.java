package io.podbridge.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StallDetectorTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final StallDetector stalls = new StallDetector(now::get);

    @Test
    void aProcessThatBeatsHasNotStalled() {
        for (int i = 0; i < 100; i++) {
            pass(StallDetector.BEAT);
            stalls.beat();
        }
        pass(StallDetector.STALL);
        assertThat(stalls.sinceStall()).isEmpty();
    }

    @Test
    void whoeverLooksFirstNoticesIt() {
        pass(StallDetector.STALL.plusNanos(1));
        assertThat(stalls.sinceStall()).hasValue(Duration.ZERO);
        pass(StallDetector.BEAT);
        stalls.beat();
        assertThat(stalls.sinceStall()).hasValue(StallDetector.BEAT);
    }

    @Test
    void theLastOneCounts() {
        pass(StallDetector.STALL.plusNanos(1));
        stalls.beat();
        pass(StallDetector.STALL.plusNanos(1));
        stalls.beat();
        pass(Duration.ofSeconds(1));
        assertThat(stalls.sinceStall()).hasValue(Duration.ofSeconds(1));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
