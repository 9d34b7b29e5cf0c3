package io.podbridge.provider.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final BackOff.Settings KUBELET =
            new BackOff.Settings(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(10));

    @Test
    void doublesAsTheKubeletDoes() {
        assertThat(delays(Duration.ZERO, 8))
                .extracting(Duration::toSeconds)
                .containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
    }

    @Test
    void beginsAgainAfterALongRun() {
        BackOff tired = BackOff.none();
        for (int end = 0; end < 5; end++) {
            tired = tired.after(Duration.ofMinutes(9), KUBELET);
        }

        assertThat(tired.delay(Duration.ofMinutes(9), KUBELET)).isEqualTo(Duration.ofSeconds(160));
        assertThat(tired.delay(Duration.ofMinutes(10), KUBELET)).isZero();
        assertThat(tired.after(Duration.ofMinutes(10), KUBELET).delay(Duration.ZERO, KUBELET))
                .isEqualTo(Duration.ofSeconds(10));
    }

    private static List<Duration> delays(Duration ran, int ends) {
        List<Duration> delays = new ArrayList<>();
        BackOff backOff = BackOff.none();
        for (int end = 0; end < ends; end++) {
            delays.add(backOff.delay(ran, KUBELET));
            backOff = backOff.after(ran, KUBELET);
        }
        return delays;
    }
}
