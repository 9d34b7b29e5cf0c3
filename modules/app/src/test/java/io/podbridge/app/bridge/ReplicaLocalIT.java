package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.podbridge.app.bridge.Containers.Session;
import io.podbridge.testkit.cluster.LocalReplica;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final int REPLICAS = 3;
    private static final int PODS = 8;

    /** Not over before the replica has died, which takes less than a second. */
    private static final Duration DELETION = Duration.ofSeconds(10);

    private static final Duration LOSS = Duration.ofMinutes(2);

    private static Bridge bridge;
    private static EntityProbe members;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        bridge = Bridge.ofProcesses(controlPlane, REPLICAS);
        members = EntityProbe.join(bridge);
    }

    @AfterAll
    static void stop() {
        members.close();
        bridge.close();
    }

    @BeforeEach
    void whole() {
        bridge.startAll();
        members.awaitUp(REPLICAS);
        bridge.deleteAllPods();
    }

    @Test
    void aKilledReplicasPodsRunElsewhere() {
        try (var scene = new Scene()) {
            var lost = scene.chooseVictim();
            scene.doomed().kill9();
            scene.awaitProcessesGone(lost, Duration.ofSeconds(10));
            scene.assertLostPodsGoOn(lost, Loss.ONCE);
        }
    }

    @Test
    void aReplicaThatStartsAgainAtItsAddressIsAnother() {
        try (var scene = new Scene()) {
            var lost = scene.chooseVictim();
            scene.doomed().kill9();
            scene.victim().awaitExit(Duration.ofSeconds(10));
            bridge.cluster().start(scene.victim().index());
            scene.assertLostPodsGoOn(lost, Loss.ONCE);
        }
    }

    @Test
    void aStoppedReplicasPodsRunElsewhere() {
        try (var scene = new Scene()) {
            var lost = scene.chooseVictim();
            scene.doomed().terminate();
            assertThat(scene.victim().awaitExit(Duration.ofMinutes(1))).isPresent();
            scene.awaitProcessesGone(lost, Duration.ofSeconds(10));
            scene.assertLostPodsGoOn(lost, Loss.ONCE);
        }
    }

    @Test
    void aPausedReplicasPodsRunElsewhereAndItGivesUp() {
        try (var scene = new Scene()) {
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
        try (var scene = new Scene()) {
            var lost = scene.chooseVictim();
            scene.victim().pause();
            scene.awaitProcessesGone(lost, Duration.ofSeconds(20));
            scene.victim().resume();
            scene.assertLostPodsGoOn(lost, Loss.AT_LEAST_ONCE);
        }
    }

    @Test
    void aDeletionGoesOnWhenTheReplicaDies() {
        try (var scene = new Scene()) {
            var deaf = new ArrayList<Pod>();
            for (int i = 0; i < PODS; i++) {
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
            List<Pod> made = made(pods, "Always");
            List<String> uids = made.stream().map(ProcessPods::uid).toList();
            var before = sessions(pods, made);
            bridge.startAll();
            members.awaitUp(REPLICAS);
            String moved = awaitOneMoved(uids, newcomer);
            var after = pods.now(made);
            assertThat(sessions(pods, made)).isEqualTo(before);
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

    private static List<Pod> made(ProcessPods pods, String policy) {
        var made = new ArrayList<Pod>();
        for (int i = 0; i < PODS; i++) {
            made.add(pods.make(policy.toLowerCase(Locale.ROOT) + "-" + i, policy, ProcessPods.OBEDIENT));
        }
        return pods.awaitReady(made);
    }

    private static Map<String, Session> sessions(ProcessPods pods, List<Pod> made) {
        var running = pods.containers().running();
        return made.stream()
                .map(ProcessPods::uid)
                .filter(running::containsKey)
                .collect(Collectors.toMap(
                        uid -> uid, uid -> running.get(uid).iterator().next()));
    }

    private enum Loss {
        ONCE,
        AT_LEAST_ONCE
    }

    /** Pods with restart policy Always and Never on three replicas, and one of these to whom something will happen. */
    private static final class Scene implements AutoCloseable {
        private final ProcessPods pods;
        private final DoubleWatch doubles;
        private final List<Pod> always;
        private final List<Pod> never;
        private final Map<String, Session> before;
        private int port;
        private long fault;

        Scene() {
            this.pods = new ProcessPods(bridge);
            this.doubles = new DoubleWatch(pods.containers());
            this.always = made(pods, "Always");
            this.never = made(pods, "Never");
            this.before = new HashMap<>(sessions(pods, always));
            before.putAll(sessions(pods, never));
        }

        /** The replica that holds pods of both kinds; answers with the pods it holds. */
        List<Pod> chooseVictim() {
            port = always.stream()
                    .map(ProcessPods::port)
                    .filter(each -> never.stream().map(ProcessPods::port).anyMatch(each::equals))
                    .findFirst()
                    .orElseThrow();
            fault = System.nanoTime();
            return all().filter(this::held).toList();
        }

        LocalReplica victim() {
            return bridge.replicaAt(port);
        }

        /** The same, when it is the end of its life. */
        LocalReplica doomed() {
            members.willKill(port);
            return victim();
        }

        Duration sinceFault() {
            return Duration.ofNanos(System.nanoTime() - fault);
        }

        private Stream<Pod> all() {
            return Stream.concat(always.stream(), never.stream());
        }

        private boolean held(Pod pod) {
            return ProcessPods.port(pod) == port;
        }

        void awaitProcessesGone(List<Pod> lost, Duration atMost) {
            var sessions =
                    lost.stream().map(pod -> before.get(ProcessPods.uid(pod))).toList();
            Bridge.await("the replica's processes to go", atMost)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> sessions.stream().noneMatch(pods.containers()::alive));
            System.out.printf(
                    "%d processes gone %d ms after the fault%n",
                    lost.size(), sinceFault().toMillis());
        }

        void awaitLostPodsGoOn(List<Pod> lost, Loss loss) {
            Bridge.await("the lost pods to go on", LOSS)
                    .untilAsserted(() -> lost.forEach(pod -> assertGoesOn(pod, loss)));
            System.out.printf(
                    "%d pods go on %d ms after the fault%n",
                    lost.size(), sinceFault().toMillis());
        }

        void assertLostPodsGoOn(List<Pod> lost, Loss loss) {
            awaitLostPodsGoOn(lost, loss);
            var others = all().filter(pod -> !held(pod)).toList();
            assertThat(pods.now(others))
                    .allMatch(ProcessPods::ready)
                    .allMatch(pod -> ProcessPods.container(pod).getRestartCount() == 0);
            others.forEach(pod ->
                    assertThat(pods.containers().of(ProcessPods.uid(pod))).hasValue(before.get(ProcessPods.uid(pod))));
            lost.stream()
                    .filter(never::contains)
                    .forEach(pod -> assertThat(pods.containers().of(ProcessPods.uid(pod)))
                            .isEmpty());
            assertThat(doubles.doubles()).isEmpty();
            pods.deleteAll();
            assertThat(doubles.doubles()).isEmpty();
            System.out.printf("no pod ran twice in %d looks%n", doubles.looks());
        }

        private void assertGoesOn(Pod pod, Loss loss) {
            Pod now = pods.now(pod);
            if (never.contains(pod)) {
                assertThat(now.getStatus().getPhase()).isEqualTo("Failed");
                assertThat(now.getStatus().getReason()).isEqualTo("ReplicaLost");
                return;
            }
            assertThat(now).matches(ProcessPods::ready);
            var container = ProcessPods.container(now);
            assertThat(container.getContainerID())
                    .isNotEqualTo(ProcessPods.container(pod).getContainerID());
            assertThat(container.getLastState().getTerminated().getReason()).isEqualTo("ReplicaLost");
            switch (loss) {
                case ONCE -> assertThat(container.getRestartCount()).isOne();
                case AT_LEAST_ONCE -> assertThat(container.getRestartCount()).isPositive();
            }
            assertThat(pods.containers().of(ProcessPods.uid(pod))).isPresent();
        }

        @Override
        public void close() {
            doubles.close();
        }
    }
}
