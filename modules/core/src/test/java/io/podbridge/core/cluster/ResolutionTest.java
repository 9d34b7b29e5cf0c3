package io.podbridge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.cluster.Connectivity.Decision;
import io.podbridge.core.cluster.Connectivity.DownItself;
import io.podbridge.core.cluster.Connectivity.DownOthers;
import io.podbridge.core.cluster.Connectivity.Standing;
import io.podbridge.core.cluster.Connectivity.Wait;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResolutionTest {
    private static final Duration STABLE_AFTER = Duration.ofSeconds(7);
    private static final Incarnation A = member("a");
    private static final Incarnation B = member("b");
    private static final Incarnation C = member("c");
    private static final Connectivity WHOLE = picture();
    private static final Connectivity C_SILENT = picture(BadLink.between(A, C), BadLink.between(B, C));
    private static final Connectivity C_FOR_A = picture(BadLink.between(A, C));

    private Resolution resolution = Resolution.none(Duration.ZERO);
    private long now;

    @Test
    void aPictureThatLastsIsActedUpon() {
        see(C_SILENT, 6_900);
        assertThat(due(A)).isEqualTo(new Wait());
        assertThat(due(C)).isEqualTo(new Wait());
        see(C_SILENT, 200);
        assertThat(due(A)).isEqualTo(new DownOthers(Set.of(C)));
        assertThat(due(C)).isEqualTo(new DownItself());
    }

    @Test
    void eachChangeOfThePictureBeginsAnew() {
        see(C_SILENT, 6_000);
        see(WHOLE, 100);
        see(C_SILENT, 6_900);
        assertThat(due(A)).isEqualTo(new Wait());
        see(C_SILENT, 200);
        assertThat(due(A)).isEqualTo(new DownOthers(Set.of(C)));
    }

    /** Nobody is downed by a picture that may not be that of the others; who is to go may go. */
    @Test
    void aPictureThatNeverComesToRestCostsWhoIsNotKept() {
        for (int change = 0; change < 3; change++) {
            see(C_SILENT, 3_000);
            see(C_FOR_A, 3_000);
            assertThat(due(A)).isEqualTo(new Wait());
        }
        assertThat(due(C)).isEqualTo(new DownItself());
    }

    @Test
    void troubleThatEndsInBetweenIsNoneWithoutAnEnd() {
        for (int change = 0; change < 5; change++) {
            see(C_SILENT, 5_000);
            see(WHOLE, 100);
            assertThat(due(C)).isEqualTo(new Wait());
        }
    }

    /** What it knew when it was paused may be long over. */
    @Test
    void whoWasPausedLooksAnew() {
        see(C_SILENT, 6_000);
        now += 20_000;
        resolution = resolution.seeing(C_SILENT, Duration.ofMillis(now));
        assertThat(due(A)).isEqualTo(new Wait());
        assertThat(due(C)).isEqualTo(new Wait());
    }

    /** The same picture for so long, looked at every 100 ms. */
    private void see(Connectivity picture, long millis) {
        resolution = resolution.seeing(picture, Duration.ofMillis(now));
        for (long passed = 0; passed < millis; passed += 100) {
            now += 100;
            resolution = resolution.seeing(picture, Duration.ofMillis(now));
        }
    }

    private Decision due(Incarnation self) {
        return resolution.due(self, STABLE_AFTER);
    }

    private static Connectivity picture(BadLink... links) {
        return new Connectivity(Map.of(A, Standing.VOTER, B, Standing.VOTER, C, Standing.VOTER), Set.of(links));
    }

    private static Incarnation member(String host) {
        return new Incarnation("pekko://podbridge@" + host + ":1", 1);
    }
}
