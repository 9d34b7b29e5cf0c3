package io.podbridge.faults;

import io.podbridge.testkit.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Random faults against three replicas under load, and then calm until nothing should change any more. */
final class Campaign {
    private static final Duration CALM = Duration.ofMinutes(3);
    private static final Duration FIRST_PODS_WITHIN = Duration.ofMinutes(2);

    private Campaign() {}

    /**
     * Settings of a run.
     *
     * @param seed of the faults and of the load
     * @param perSecond pods that are made
     * @param population pods that are there at one time
     * @param atMost after this no fault begins
     */
    record Plan(
            long seed,
            int faults,
            List<FaultKind> kinds,
            double perSecond,
            int population,
            Duration atMost,
            Scene.Settings scene) {}

    /**
     * Runs it; what became of the pods says the judge, of the directory.
     *
     * @return how many faults there were
     */
    static int run(ControlPlane controlPlane, Plan plan) {
        try (var scene = Scene.start(controlPlane, plan.scene());
                var load = new PodLoad(scene.user(), Scene.NODE, plan.population(), plan.seed())) {
            scene.record().note("seed " + plan.seed());
            load.start(plan.perSecond());
            Pause.until(FIRST_PODS_WITHIN, () -> load.alive().size() >= plan.population() / 2);
            int faults = new FaultRun(scene, load, plan.atMost())
                    .run(FaultPlan.of(plan.seed(), plan.faults(), plan.kinds()));
            load.stop();
            System.out.printf("%d faults, %d pods; calm until all is told%n", faults, load.made());
            scene.settle(load.alive(), CALM);
            if (load.failures() > 0) {
                throw new IllegalStateException(load.failures() + " calls of the load were refused: this run is void");
            }
            return faults;
        }
    }

    /** A new directory for a run. */
    static Path directory(Path parent, long seed) {
        try {
            return Files.createTempDirectory(Files.createDirectories(parent.toAbsolutePath()), "seed-" + seed + "-");
        } catch (IOException e) {
            throw new IllegalStateException("cannot make a directory below " + parent, e);
        }
    }

    /** The kinds, but for those that this machine cannot do. */
    static List<FaultKind> possible(boolean withClocks) {
        List<FaultKind> kinds = new ArrayList<>(List.of(FaultKind.values()));
        if (!withClocks) {
            kinds.remove(FaultKind.CLOCK);
        }
        return List.copyOf(kinds);
    }
}
