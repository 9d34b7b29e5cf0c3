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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code kill -9} of one replica after the other, while 20 pods a second are made. Three rounds, twenty in the long
 * form, others with {@code -Dpodbridge.rounds}.
 */
@WithControlPlane(exclusive = true)
class KillRoundsIT {
    private static final int ROUNDS = Integer.getInteger("podbridge.rounds", LongForm.of(3, 20));
    static final String LATENCY = "providers.simulated.create-latency.max=2s";
    private static final int PODS_PER_SECOND = 20;
    private static final int AT_ONCE = Integer.getInteger("podbridge.rounds", LongForm.of(2, 10));
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LEASE_BOUND = Duration.ofSeconds(20);

    private final Random random = new Random(Long.getLong("podbridge.seed", System.nanoTime()));
    private final List<Duration> recoveries = new ArrayList<>();

    @Test
    @Timeout(1800)
    void nothingIsLostOrDoubledWhicheverReplicaDies(ControlPlane controlPlane) {
        try (var bridge = Bridge.start(controlPlane, 3, LATENCY)) {
            killOneAfterTheOther(bridge, ROUNDS);
        }
    }

    /** Shards are about to move to the replica that has just come up when the one that moves them dies. */
    @Test
    @Timeout(1800)
    void shardsFindAHomeWhenTheOldestDiesAsAnotherComesUp(ControlPlane controlPlane) {
        try (var bridge = Bridge.start(controlPlane, 3, LATENCY);
                var probe = EntityProbe.join(bridge)) {
            probe.awaitUp(3);
            List<String> uids = loadDuringTheKills(bridge, probe);
            bridge.awaitRunning(uids.size());
            bridge.assertCreatedOnce(uids);
        }
    }

    private List<String> loadDuringTheKills(Bridge bridge, EntityProbe probe) {
        try (var load = new PodLoad(bridge.admin(), Map.of()).start(PODS_PER_SECOND)) {
            Bridge.await("load", SOON).until(() -> load.uids().size() > 3 * PODS_PER_SECOND);
            for (int round = 0; round < AT_ONCE; round++) {
                kill(round, bridge, probe, load, probe.oldestPort());
            }
            load.stop();
            assertThat(load.failures()).isZero();
            return load.uids();
        }
    }

    void killOneAfterTheOther(Bridge bridge, int rounds) {
        try (var probe = EntityProbe.join(bridge)) {
            probe.awaitUp(3);
            List<String> uids;
            try (var witness = new NodeWitness(bridge);
                    var load = new PodLoad(bridge.admin(), Map.of()).start(PODS_PER_SECOND)) {
                for (int round = 0; round < rounds; round++) {
                    killOne(round, bridge, probe, load);
                }
                load.stop();
                uids = load.uids();
                assertThat(witness.wrong()).isEmpty();
                assertThat(witness.oldestLease()).isLessThan(LEASE_BOUND);
                assertThat(load.failures()).isZero();
                report(witness, uids.size());
            }
            bridge.awaitRunning(uids.size());
            bridge.assertCreatedOnce(uids);
            assertThat(bridge.audit().orphans(uids)).isEmpty();
            bridge.deleteAllPods();
            bridge.assertDeletedOnce(uids);
        }
    }

    private void killOne(int round, Bridge bridge, EntityProbe probe, PodLoad load) {
        Bridge.await("load", SOON)
                .until(() -> load.uids().size() > (round + 1) * 3 * PODS_PER_SECOND + random.nextInt(PODS_PER_SECOND));
        int oldest = probe.oldestPort();
        int another = bridge.cluster().replica(random.nextInt(3)).port("cluster");
        kill(round, bridge, probe, load, round % 2 == 0 ? oldest : another);
    }

    private void kill(int round, Bridge bridge, EntityProbe probe, PodLoad load, int port) {
        int oldest = probe.oldestPort();
        LocalReplica victim = bridge.replicaAt(port);
        List<String> known = load.uidsOlderThan(Duration.ofSeconds(1));
        probe.willKill(victim.port("cluster"));
        long killed = System.nanoTime();
        victim.kill9();
        probe.awaitAll(known, victim.port("cluster"), Duration.ofSeconds(90));
        recoveries.add(Duration.ofNanos(System.nanoTime() - killed));
        System.out.printf(
                "round %d: %s%s killed with %d pods, all entities answer after %d ms%n",
                round + 1,
                victim,
                victim.port("cluster") == oldest ? " (oldest)" : "",
                known.size(),
                recoveries.getLast().toMillis());
        bridge.startAll();
        probe.awaitUp(3);
    }

    private void report(NodeWitness witness, int pods) {
        var sorted = recoveries.stream().sorted().toList();
        System.out.printf(
                "%d rounds, %d pods: recovery min %d, median %d, max %d ms; oldest lease %d ms in %d looks%n",
                sorted.size(),
                pods,
                sorted.getFirst().toMillis(),
                sorted.get(sorted.size() / 2).toMillis(),
                sorted.getLast().toMillis(),
                witness.oldestLease().toMillis(),
                witness.looks());
    }
}
