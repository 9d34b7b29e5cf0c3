package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.testkit.LongForm;
import io.podbridge.testkit.cluster.LocalReplica;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many pods, and what a bridge of three replicas does when it is hindered without being killed. */
@WithControlPlane(exclusive = true)
class FaultsIT {
    private static final int PODS = LongForm.of(300, 1000);

    /** The others take some 13 s to agree that it is dead. */
    private static final Duration PAUSE = LongForm.of(Duration.ofSeconds(15), Duration.ofSeconds(30));

    /** Longer than {@link #RUN_TIME}. */
    private static final Duration AWAY = LongForm.of(Duration.ofSeconds(20), Duration.ofMinutes(1));

    private static final Duration RUN_TIME = Duration.ofSeconds(15);

    private static final int PER_SECOND = 10;

    /** Of the first seconds of a pause, when the others do not know of it yet. */
    private static final int MADE_MEANWHILE = 5 * PER_SECOND;

    private static ControlPlane server;
    private static BridgeOfThree three;
    private static Bridge bridge;
    private static EntityProbe probe;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        server = controlPlane;
        three = new BridgeOfThree(Bridge.start(controlPlane, BridgeOfThree.REPLICAS));
        bridge = three.bridge();
        probe = three.members();
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
    void manyPodsRunAndGoEachOnce() {
        runAndGo(bridge);
    }

    static void runAndGo(Bridge bridge) {
        var load = new PodLoad(bridge.admin(), Map.of()).makeNow(PODS);
        bridge.awaitRunning(PODS);
        bridge.assertCreatedOnce(load.uids());
        bridge.deleteAllPods();
        bridge.assertDeletedOnce(load.uids());
    }

    @Test
    void aReplicaThatIsPausedForLongDoublesNothingAndTurnsNothingBack() {
        LocalReplica victim = bridge.replicaAt(probe.oldestPort());
        var load = new PodLoad(bridge.admin(), Map.of()).start(PER_SECOND);
        try (load;
                var status = new StatusWitness(bridge);
                var witness = new NodeWitness(bridge)) {
            Bridge.await("pods", Duration.ofMinutes(1)).until(() -> load.uids().size() > 50);
            List<String> ended = pauseAndEndSomeMeanwhile(victim, load);
            assertThat(victim.awaitExit(Duration.ofMinutes(1)))
                    .as(victim.tail(40))
                    .hasValue(75);
            load.stop();
            assertRunOnce(load.uids(), ended);
            assertThat(status.regressions()).isEmpty();
            assertThat(witness.wrong()).isEmpty();
        }
    }

    /** Returns when the replica is awake again; with the pods that were made and ended while it was not. */
    private static List<String> pauseAndEndSomeMeanwhile(LocalReplica victim, PodLoad load) {
        probe.willKill(victim.port("cluster"));
        victim.pause();
        int before = load.uids().size();
        try {
            probe.awaitAll(load.uids(), victim.port("cluster"), Duration.ofSeconds(90));
            Bridge.await("more load", Duration.ofMinutes(2))
                    .until(() -> load.uids().size() > 50 + PER_SECOND * PAUSE.toSeconds());
            List<String> ended = load.uids().subList(before, before + MADE_MEANWHILE);
            endAtOnce(ended);
            return ended;
        } finally {
            victim.resume();
        }
    }

    /** News of those that ended has waited in the sockets of the replica that stood still. */
    private static void assertRunOnce(List<String> made, List<String> ended) {
        bridge.awaitRunning(made.size() - ended.size());
        var wanted = new ArrayList<>(made);
        wanted.removeAll(ended);
        bridge.assertCreatedOnce(wanted);
        var counts = bridge.audit().counts();
        assertThat(ended).allMatch(uid -> counts.get(uid).created() == 1);
    }

    /** By force; returns when the platform has ended them. */
    private static void endAtOnce(List<String> uids) {
        bridge.pods().stream()
                .filter(pod -> uids.contains(pod.getMetadata().getUid()))
                .forEach(pod -> bridge.admin().resource(pod).withGracePeriod(0).delete());
        Bridge.await("those pods to end", Duration.ofMinutes(1)).untilAsserted(() -> {
            var counts = bridge.audit().counts();
            assertThat(uids)
                    .allMatch(uid -> counts.containsKey(uid) && counts.get(uid).deleted() > 0);
        });
    }

    @Test
    void aReplicaThatStopsInOrderHandsItsPodsOverAtOnce() {
        LocalReplica victim = bridge.replicaAt(probe.oldestPort());
        var load = new PodLoad(bridge.admin(), Map.of()).makeNow(200);
        bridge.awaitRunning(200);
        long begun = System.nanoTime();
        probe.willKill(victim.port("cluster"));
        victim.terminate();
        probe.awaitAll(load.uids(), victim.port("cluster"), Duration.ofMinutes(1));
        System.out.printf(
                "SIGTERM: all entities answer elsewhere after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        assertThat(victim.awaitExit(Duration.ofMinutes(1))).hasValue(143);
        bridge.assertCreatedOnce(load.uids());
    }

    /** Half of the pods end while the API server is away: each is told of once, when it is back. */
    @Test
    void anApiServerThatWasAwayFindsNoStorm() {
        var ending = Map.of(
                "simulated.podbridge.io/run-time", RUN_TIME.toSeconds() + "s", "simulated.podbridge.io/exit-code", "0");
        var lasting = new PodLoad(bridge.admin(), Map.of()).makeNow(100);
        // The others end soon: nothing else must be in their way.
        bridge.awaitRunning(100);
        var shortLived =
                new PodLoad(bridge.admin(), ending).named("ending").once().makeNow(100);
        bridge.awaitRunning(200);
        server.stopApiServer();
        Bridge.await("that time", AWAY.multipliedBy(2)).until(Bridge.elapsed(AWAY));
        server.startApiServer();
        Bridge.await("the ends to be told", Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(bridge.pods("Succeeded")).hasSize(100));
        assertThat(bridge.pods("Running")).hasSize(100);
        bridge.awaitNodeReady();
        var metrics = ApiServerMetrics.of(bridge.admin());
        long writes = metrics.requests("PATCH", "pods", "status");
        System.out.printf(
                "API server away for %s: %d status writes for 100 ended pods, %d lists of pods%n",
                AWAY, writes, metrics.requests("LIST", "pods", ""));
        assertThat(writes).isBetween(100L, 110L);
        bridge.assertCreatedOnce(Stream.concat(lasting.uids().stream(), shortLived.uids().stream())
                .toList());
    }
}
