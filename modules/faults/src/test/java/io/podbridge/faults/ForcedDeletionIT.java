package io.podbridge.faults;

import io.podbridge.testkit.LongForm;
import io.podbridge.testkit.OnlyInLongForm;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Pods are deleted by force in the seconds in which no replica watches them: the one that did was killed, and the next
 * one begins with a list in which they are no more. Their entities live on where they were.
 */
@WithControlPlane
@OnlyInLongForm
class ForcedDeletionIT {
    private static final int ROUNDS = LongForm.of(3, 6);
    private static final int PODS = 25;
    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    @Timeout(900)
    void nothingRunsOnThatWasDeletedWhileNobodyWatched(ControlPlane controlPlane) {
        var settings = Verdicts.settings(0);
        try (var scene = Scene.start(controlPlane, settings)) {
            for (int round = 0; round < ROUNDS; round++) {
                deleteWhileNobodyWatches(scene, round);
            }
            scene.settle(List.of(), SOON);
        }
        Verdicts.assertClean(settings.directory());
    }

    private static void deleteWhileNobodyWatches(Scene scene, int round) {
        var user = scene.user();
        List<WantedPod> pods = IntStream.range(0, PODS)
                .mapToObj(i -> user.create(PodForms.quiet("forced-" + round + "-" + i, Scene.NODE)))
                .toList();
        scene.awaitShown(pods, SOON);
        int victim = scene.serving().orElseThrow();
        scene.replicas().hold(victim, Duration.ofSeconds(3));
        scene.replicas().replica(victim).kill9();
        pods.parallelStream().forEach(pod -> user.delete(pod, true));
        scene.awaitWhole(SOON);
    }
}
