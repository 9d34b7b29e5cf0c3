package io.podbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.testkit.LongForm;
import io.podbridge.testkit.OnlyInLongForm;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code kill -9} of one replica after the other, while pods are made, changed and deleted, many of them at once. */
@WithControlPlane
@OnlyInLongForm
class KillsAmongChangesIT {
    private static final int ROUNDS = LongForm.of(3, 20);
    private static final int PER_SECOND = 8;
    private static final int POPULATION = 80;
    private static final int BURST = 15;
    private static final Duration SOON = Duration.ofMinutes(2);

    private final long seed = Long.getLong("podbridge.seed", new Random().nextInt(1_000_000));
    private final Random random = new Random(seed);

    @Test
    @Timeout(1800)
    void everyPodIsMadeOnceAndEndedOnceAndRunsAsItWasChanged(ControlPlane controlPlane) {
        var settings = Verdicts.settings(seed);
        try (var scene = Scene.start(controlPlane, settings);
                var load = new PodLoad(scene.user(), Scene.NODE, POPULATION, seed)) {
            load.gracefully().start(PER_SECOND);
            Pause.until(SOON, () -> load.alive().size() >= POPULATION);
            for (int round = 0; round < ROUNDS; round++) {
                killOne(scene, load, round);
            }
            load.stop();
            assertThat(load.failures()).isZero();
            scene.settle(load.alive(), SOON);
        }
        Verdicts.assertClean(settings.directory());
    }

    /** Half of the changes come before the death, and half when it is not noticed yet. */
    private void killOne(Scene scene, PodLoad load, int round) {
        int any = random.nextInt(Replicas.COUNT);
        int victim = round % 2 == 0 ? scene.serving().orElse(any) : any;
        load.update(BURST);
        load.delete(BURST, false);
        scene.replicas().hold(victim, Duration.ofMillis(random.nextInt(4_000)));
        scene.replicas().replica(victim).kill9();
        scene.record().note(Replicas.name(victim) + " is killed");
        load.update(BURST);
        load.delete(BURST, false);
        assertThat(scene.awaitWhole(SOON)).as(scene.tails(20)).isTrue();
    }
}
