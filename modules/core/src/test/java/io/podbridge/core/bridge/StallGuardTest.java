package io.podbridge.core.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.clock.StallDetector;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StallGuardTest {
    private static final Mandate HELD = new Mandate.Held();

    private final AtomicLong now = new AtomicLong();
    private final StallDetector stalls = new StallDetector(now::get);
    private final AtomicBoolean majority = new AtomicBoolean(true);
    private final AtomicReference<Mandate> bridge = new AtomicReference<>(HELD);
    private final StallGuard guard = new StallGuard(bridge::get, stalls, majority::get);

    @Test
    void aReplicaThatRunsHasTheBridgesMandate() {
        run(Duration.ofMinutes(1));
        majority.set(false);
        assertThat(guard.get()).isEqualTo(HELD);
        var lost = new Mandate.Lost("another", true);
        bridge.set(lost);
        stand(Duration.ofMinutes(1));
        assertThat(guard.get()).isEqualTo(lost);
    }

    @Test
    void oneThatStoodStillWaitsUntilItWouldKnow() {
        stand(Duration.ofSeconds(20));
        assertThat(guard.get()).isInstanceOf(Mandate.Suspended.class);
        run(StallGuard.SETTLED.minusMillis(1));
        assertThat(guard.get()).isInstanceOf(Mandate.Suspended.class);
        run(Duration.ofMillis(1));
        assertThat(guard.get()).isEqualTo(HELD);
    }

    @Test
    void oneThatReachesNobodyWaitsUntilTheClusterHasDecided() {
        stand(Duration.ofSeconds(20));
        majority.set(false);
        assertThat(guard.get()).isInstanceOf(Mandate.Suspended.class);
        run(StallGuard.DECIDED.minusMillis(1));
        assertThat(guard.get()).isInstanceOf(Mandate.Suspended.class);
        majority.set(true);
        assertThat(guard.get()).isEqualTo(HELD);
        majority.set(false);
        run(Duration.ofMillis(1));
        assertThat(guard.get()).isEqualTo(HELD);
    }

    private void stand(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void run(Duration time) {
        var left = time;
        for (; left.compareTo(StallDetector.BEAT) > 0; left = left.minus(StallDetector.BEAT)) {
            stand(StallDetector.BEAT);
            stalls.beat();
        }
        stand(left);
        stalls.beat();
    }
}
