package io.podbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.faults.judge.Judge;
import io.podbridge.faults.judge.Verdict.Wrong;
import io.podbridge.testkit.OnlyInLongForm;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code tools/faults} in small: sixty random faults in the long form, in the short one that the judge finds what was
 * planted. {@code -Dpodbridge.seed} names those of an earlier run.
 */
@WithControlPlane
@OnlyInLongForm
class RandomFaultsIT {
    private static final int FAULTS = 60;

    private final long seed = Long.getLong("podbridge.seed", new Random().nextInt(1_000_000));

    @Test
    @Timeout(1800)
    void nothingIsLostOrDoubledWhateverFails(ControlPlane controlPlane) {
        var scene = Verdicts.settings(seed);

        int faults = Campaign.run(controlPlane, plan(FAULTS, Campaign.possible(false), scene));

        assertThat(faults).isEqualTo(FAULTS);
        Verdicts.assertClean(scene.directory());
    }

    /** A judge that finds nothing is worth as much as what it would have found. */
    @Test
    @Timeout(900)
    void aPlantedDoubleCreateIsFound(ControlPlane controlPlane) {
        var scene = Verdicts.settings(seed, Plant.DOUBLE_CREATE);

        Campaign.run(controlPlane, plan(1, List.of(FaultKind.UPDATES), scene));

        assertThat(Judge.of(scene.directory()).count(Wrong.CREATED_TWICE)).isBetween(1, Replicas.COUNT);
    }

    private Campaign.Plan plan(int faults, List<FaultKind> kinds, Scene.Settings scene) {
        return new Campaign.Plan(seed, faults, kinds, 6, 60, Duration.ofMinutes(20), scene);
    }
}
