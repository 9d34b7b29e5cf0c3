package io.podbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.bench.PodWatch.Kind;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final PodRef POD = new PodRef("b-0", "u0", "1");

    private final Batch batch = new Batch("b", 1);

    @Test
    void measuresFromTheFirstSightToTheFirstRunning() {
        batch.happened(Kind.ADDED, 0, POD, "Pending", 1_000_000);
        batch.happened(Kind.MODIFIED, 0, POD, "Running", 6_000_000);
        batch.happened(Kind.MODIFIED, 0, POD, "Running", 9_000_000);
        batch.awaitRunning();

        assertThat(batch.addedToRunning().getMaxValue()).isBetween(5_000L, 5_010L);
        assertThat(batch.uids()).containsExactly("u0");
        assertThat(batch.backwards()).isZero();
    }

    @Test
    void noticesAStatusThatGoesBackwards() {
        batch.happened(Kind.ADDED, 0, POD, "Pending", 1);
        batch.happened(Kind.MODIFIED, 0, POD, "Running", 2);
        batch.happened(Kind.MODIFIED, 0, POD, "Pending", 3);

        assertThat(batch.backwards()).isEqualTo(1);
    }

    @Test
    void knowsWhenAllAreGone() {
        batch.happened(Kind.ADDED, 0, POD, "Pending", 1);
        batch.happened(Kind.DELETED, 0, POD, "Failed", 7);
        batch.awaitGone();

        assertThat(batch.lastGone()).isEqualTo(7);
    }
}
