package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.podbridge.app.bridge.Containers.Session;
import io.podbridge.app.bridge.ReplicaLocalScene.Loss;
import io.podbridge.testkit.cluster.LocalReplica;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** What becomes of pods whose containers only one replica reaches, when that replica goes, pauses or comes. */
@WithControlPlane(exclusive = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
class ReplicaLocalIT {
    /** Not over before the replica has died, which takes less than a second. */
    private static final Duration DELETION = Duration.ofSeconds(10);

    private static BridgeOfThree three;
    private static Bridge bridge;
    private static EntityProbe members;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        three = new BridgeOfThree(Bridge.ofProcesses(controlPlane, BridgeOfThree.REPLICAS));
        bridge = three.bridge();
        members = three.members();
    }

    @AfterAll
    static void stop() {
        three.close();
    }

    @BeforeEach
    void whole() {
        three.mend();
    }

    @Test
    void aKilledReplicasPodsRunElsewhere() {
        try (var scene = new ReplicaLocalScene(bridge, members)) {
            var lost = scene.chooseVictim();
            scene.doomed().kill9();
            scene.awaitProcessesGone(lost, Duration.ofSeconds(10));
            scene.assertLostPodsGoOn(lost, Loss.ONCE);
        }
    }

    @Test
    void aReplicaThatStartsAgainAtItsAddressIsAnother() {
        try (var scene = new ReplicaLocalScene(bridge, members)) {
            var lost = scene.chooseVictim();
            scene.doomed().kill9();
            scene.victim().awaitExit(Duration.ofSeconds(10));
            bridge.cluster().start(scene.victim().index());
            scene.assertLostPodsGoOn(lost, Loss.ONCE);
        }
    }

    @Test
    void aStoppedReplicasPodsRunElsewhere() {
        try (var scene = new ReplicaLocalScene(bridge, members)) {
            var lost = scene.chooseVictim();
            scene.doomed().terminate();
            assertThat(scene.victim().awaitExit(Duration.ofMinutes(1))).isPresent();
            scene.awaitProcessesGone(lost, Duration.ofSeconds(10));
            scene.assertLostPodsGoOn(lost, Loss.ONCE);
        }
    }

    @Test
    void aPausedReplicasPodsRunElsewhereAndItGivesUp() {
        try (var scene = new ReplicaLocalScene(bridge, members)) {
            var lost = scene.chooseVictim();
            scene.doomed().pause();
            scene.awaitProcessesGone(lost, Duration.ofSeconds(20));
            scene.awaitLostPodsGoOn(lost, Loss.ONCE);
            scene.victim().resume();
            assertThat(scene.victim().awaitExit(Duration.ofMinutes(1))).isPresent();
            scene.assertLostPodsGoOn(lost, Loss.ONCE);
        }
    }

    /** Longer than its keeper waits, shorter than the others do: its pods are gone and it is not. */
    @Test
    void aShortPauseCostsTheProcessesOnly() {
        try (var scene = new ReplicaLocalScene(bridge, members)) {
            var lost = scene.chooseVictim();
            scene.victim().pause();
            scene.awaitProcessesGone(lost, Duration.ofSeconds(20));
            scene.victim().resume();
            scene.assertLostPodsGoOn(lost, Loss.AT_LEAST_ONCE);
        }
    }

    @Test
    void aDeletionGoesOnWhenTheReplicaDies() {
        try (var scene = new ReplicaLocalScene(bridge, members)) {
            var deaf = new ArrayList<Pod>();
            for (int i = 0; i < ReplicaLocalScene.PODS; i++) {
                deaf.add(scene.pods.make("deaf-" + i, "Always", ProcessPods.DEAF));
            }
            scene.pods.awaitReady(deaf);
            scene.chooseVictim();
            deaf.forEach(pod -> bridge.admin()
                    .resource(pod)
                    .withGracePeriod(DELETION.toSeconds())
                    .delete());
            scene.doomed().kill9();
            Bridge.await("the deleted pods to go", Duration.ofMinutes(1))
                    .until(() -> scene.pods.now(deaf).stream().allMatch(pod -> pod == null));
        }
    }

    /** First: in a cluster that has moved pods' shards before, the newcomer gets none of these for long. */
    @Test
    @Order(1)
    void aPodWhoseActorMovesKeepsItsProcess() {
        var newcomer = bridge.cluster().replica(2);
        members.willKill(newcomer.port("cluster"));
        newcomer.terminate();
        newcomer.awaitExit(Duration.ofMinutes(1));
        members.awaitUp(2);
        var pods = new ProcessPods(bridge);
        try (var doubles = new DoubleWatch(pods.containers())) {
            List<Pod> made = ReplicaLocalScene.made(pods, "Always");
            List<String> uids = made.stream().map(ProcessPods::uid).toList();
            var before = ReplicaLocalScene.sessions(pods, made);
            bridge.startAll();
            members.awaitUp(BridgeOfThree.REPLICAS);
            String moved = awaitOneMoved(uids, newcomer);
            var after = pods.now(made);
            assertThat(ReplicaLocalScene.sessions(pods, made)).isEqualTo(before);
            assertThat(after).allMatch(pod -> ProcessPods.container(pod).getRestartCount() == 0);
            assertEndIsHeardOf(pods, made, moved, before.get(moved));
            assertThat(doubles.doubles()).isEmpty();
        }
    }

    private static String awaitOneMoved(List<String> uids, LocalReplica newcomer) {
        String address = ":" + newcomer.port("cluster");
        return Bridge.await("an actor to move", Duration.ofMinutes(1))
                .until(
                        () -> members.homes(uids, Duration.ofSeconds(30)).entrySet().stream()
                                .filter(home -> home.getValue().endsWith(address))
                                .map(Map.Entry::getKey)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The process ends on one replica, and the pod's actor is on another. */
    private static void assertEndIsHeardOf(ProcessPods pods, List<Pod> made, String uid, Session session) {
        ProcessHandle.of(session.id()).orElseThrow().destroyForcibly();
        Bridge.await("the restart to be seen", Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(pods.now(made))
                        .filteredOn(pod -> ProcessPods.uid(pod).equals(uid))
                        .allMatch(pod -> ProcessPods.container(pod).getRestartCount() == 1)
                        .allMatch(ProcessPods::ready));
    }
}
