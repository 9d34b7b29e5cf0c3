package io.podbridge.core.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TakeOverTest {
    private final AtomicLong nanoTime = new AtomicLong(-17);
    private final TakeOver takeOver = new TakeOver(nanoTime::get);

    @Test
    void isToldOnceWithTheListThatTheEntitiesKnow() {
        pass(300);
        takeOver.listed(1);
        pass(200);
        takeOver.listed(2);
        pass(70);
        assertThat(takeOver.settled())
                .hasValue("all 2 pods have entities: listed after 500 ms, known to them 70 ms later");
        takeOver.listed(3);
        assertThat(takeOver.settled()).isEmpty();
    }

    private void pass(int millis) {
        nanoTime.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
