package io.podbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.testkit.LongForm;
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
class ForcedDeletionIT {
    private static final int ROUNDS = LongForm.of(3, 6);
    private static final int PODS = 25;

    /** So many more that those that vanish at once are fewer than the brake lets pass: a fifth. */
    private static final int STANDING = 150;

    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    @Timeout(900)
    void nothingRunsOnThatWasDeletedWhileNobodyWatched(ControlPlane controlPlane) {
        var settings = Verdicts.settings(0);
        try (var scene = Scene.start(controlPlane, settings)) {
            List<WantedPod> standing = create(scene, "standing", STANDING);
            for (int round = 0; round < ROUNDS; round++) {
                List<WantedPod> pods = create(scene, "forced-" + round, PODS);
                scene.awaitAmong(pods, SOON);
                deleteWhileNobodyWatches(scene, pods);
            }
            deleteWhileNobodyWatches(scene, standing);
            assertThat(scene.awaitCondition("AbsencesHeld", "True", SOON)).isTrue();
            scene.confirmAbsences();
            scene.settle(List.of(), SOON);
        }
        Verdicts.assertClean(settings.directory());
    }

    private static List<WantedPod> create(Scene scene, String name, int pods) {
        return IntStream.range(0, pods)
                .mapToObj(i -> scene.user().create(PodForms.quiet(name + "-" + i, Scene.NODE)))
                .toList();
    }

    private static void deleteWhileNobodyWatches(Scene scene, List<WantedPod> pods) {
        int victim = scene.serving().orElseThrow();
        scene.replicas().hold(victim, Duration.ofSeconds(3));
        scene.replicas().replica(victim).kill9();
        pods.parallelStream().forEach(pod -> scene.user().delete(pod, true));
        scene.awaitWhole(SOON);
    }
}
