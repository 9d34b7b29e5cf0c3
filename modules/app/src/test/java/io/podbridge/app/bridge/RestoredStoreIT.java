package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * etcd is set back to a backup while podbridge runs: pods that were made since are gone without having been deleted,
 * and pods that have ended since are wanted again.
 */
@WithControlPlane(exclusive = true)
class RestoredStoreIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int KEPT = 40;
    private static final int ENDED = 5;

    /** Fewer than the share that may be missing at once, and more. */
    private static final int FEW = 6;

    private static final int MANY = 30;

    @Test
    @Timeout(600)
    void theStoreIsFollowedAndNothingRunsTwice(ControlPlane controlPlane) {
        try (var bridge = Bridge.start(controlPlane, 3)) {
            var kept = make(bridge, "kept", KEPT);
            var ended = make(bridge, "ended", ENDED);
            controlPlane.saveStore();
            bridge.awaitNodeReady();
            end(bridge, "ended");
            var later = make(bridge, "later", FEW);
            controlPlane.restoreStore();

            awaitGone(bridge, later);
            bridge.awaitRunning(KEPT + ENDED);
            awaitThere(bridge, ended);
            assertUntouched(bridge, kept);
            assertThat(bridge.audit().duplicates()).isEmpty();
            assertThat(absencesHeld(bridge)).isEqualTo("False");
        }
    }

    @Test
    @Timeout(600)
    void manyThatAreGoneAtOnceRunOnUntilSomebodySaysThatTheyAreGone(ControlPlane controlPlane) {
        try (var bridge = Bridge.start(controlPlane, 3)) {
            var kept = make(bridge, "kept", KEPT);
            controlPlane.saveStore();
            bridge.awaitNodeReady();
            var later = make(bridge, "later", MANY);
            controlPlane.restoreStore();

            Bridge.await("the absences to be held", SOON)
                    .untilAsserted(() -> assertThat(absencesHeld(bridge)).isEqualTo("True"));
            assertUntouched(bridge, later);
            confirmAbsences(bridge);
            awaitGone(bridge, later);
            assertUntouched(bridge, kept);
            assertThat(bridge.audit().duplicates()).isEmpty();
        }
    }

    private static List<String> make(Bridge bridge, String name, int pods) {
        int before = bridge.pods("Running").size();
        try (var load = new PodLoad(bridge.admin(), Map.of()).named(name)) {
            load.makeNow(pods);
            bridge.awaitRunning(before + pods);
            return load.uids();
        }
    }

    /** With their grace, to the last object. */
    private static void end(Bridge bridge, String name) {
        var pods = bridge.pods().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith(name))
                .toList();
        int all = bridge.pods().size();
        pods.forEach(pod -> bridge.admin().resource(pod).delete());
        Bridge.await("the pods to go", SOON)
                .untilAsserted(() -> assertThat(bridge.pods()).hasSize(all - pods.size()));
    }

    private static void awaitGone(Bridge bridge, List<String> uids) {
        Bridge.await("what runs of pods that are gone to be ended once", SOON)
                .untilAsserted(() -> assertMadeAndEnded(bridge, uids, 1, 1));
    }

    private static void awaitThere(Bridge bridge, List<String> uids) {
        Bridge.await("pods that are wanted again to run", SOON)
                .untilAsserted(() -> assertMadeAndEnded(bridge, uids, 2, 1));
    }

    private static void assertUntouched(Bridge bridge, List<String> uids) {
        assertMadeAndEnded(bridge, uids, 1, 0);
    }

    private static void assertMadeAndEnded(Bridge bridge, List<String> uids, int created, int deleted) {
        var counts = bridge.audit().counts();
        assertThat(uids).allSatisfy(uid -> {
            assertThat(counts.get(uid).created()).isEqualTo(created);
            assertThat(counts.get(uid).deleted()).isEqualTo(deleted);
        });
    }

    private static String absencesHeld(Bridge bridge) {
        return bridge.node().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("AbsencesHeld"))
                .map(condition -> condition.getStatus())
                .findFirst()
                .orElse("");
    }

    private static void confirmAbsences(Bridge bridge) {
        bridge.admin().nodes().withName(Bridge.NODE).edit(RestoredStoreIT::annotated);
    }

    private static Node annotated(Node node) {
        return new NodeBuilder(node)
                .editMetadata()
                .addToAnnotations("podbridge.io/confirm-absences", "")
                .endMetadata()
                .build();
    }
}
