package io.podbridge.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.cluster.Incarnation;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.cluster.Member;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cluster of three does when one of them dies, stops or freezes. */
class CrashIT {
    /** Missed heartbeats alone take 10 s at the very least (3 s of pause, 7 s of stability). */
    private static final Duration BY_PROOF_ONLY = Duration.ofSeconds(6);

    private static LocalCluster cluster;
    private static Observer observer;

    @BeforeAll
    static void start() {
        cluster = LocalCluster.of(PingSystem.class.getName(), 3)
                .jvmOptions(PingSystem.VERBOSE)
                .arguments(replica -> List.of(
                        "podbridge.cluster.port = " + replica.port("cluster"),
                        "podbridge.cluster.seeds = [" + PingSystem.seeds(cluster.ports("cluster")) + "]"))
                .create();
        cluster.startAll();
        observer = Observer.join(cluster.ports("cluster"));
    }

    @AfterAll
    static void stop() {
        observer.close();
        cluster.close();
    }

    @BeforeEach
    void whole() {
        cluster.startAll();
        observer.awaitUp(3);
        Observer.await("all to hold connections to all", Duration.ofSeconds(30))
                .until(() -> cluster.replicas().stream().allMatch(CrashIT::holdsAll));
        observer.askAll();
    }

    private static boolean holdsAll(LocalReplica replica) {
        String log = replica.log();
        return members().stream()
                .filter(peer -> port(peer) != replica.port("cluster"))
                .allMatch(
                        peer -> log.contains("Holds a liveness connection to " + Incarnation.of(peer.uniqueAddress())));
    }

    @Test
    void theOldestIsKilled() {
        killed(replicaAt(observer.oldestPort()));
    }

    @Test
    void anotherIsKilledAndComesBackOnItsPorts() {
        LocalReplica victim = replicaAt(members().stream()
                .map(CrashIT::port)
                .filter(port -> port != observer.oldestPort())
                .findFirst()
                .orElseThrow());
        Member before = observer.at(victim.port("cluster"));
        killed(victim);
        cluster.start(victim.index());
        observer.awaitUp(3);
        assertThat(observer.at(victim.port("cluster")).uniqueAddress()).isNotEqualTo(before.uniqueAddress());
        observer.askAll();
    }

    @Test
    void aShortPauseRemovesNobody() {
        int removals = observer.removals();
        long proofs = proofs();
        LocalReplica victim = cluster.replica(1);
        victim.pause();
        try {
            Observer.await("it to be missed", Duration.ofSeconds(20))
                    .until(() -> !observer.unreachable().isEmpty());
        } finally {
            victim.resume();
        }
        observer.awaitUp(3);
        observer.askAll();
        assertThat(observer.removals()).isEqualTo(removals);
        assertThat(proofs()).isEqualTo(proofs);
    }

    @Test
    void aFrozenOneIsReplacedWithoutProofAndExitsWhenItThaws() {
        LocalReplica victim = cluster.replica(2);
        Member before = observer.at(victim.port("cluster"));
        long proofs = proofs();
        victim.pause();
        long pausedAt = System.nanoTime();
        Observer.await("it to be removed", Duration.ofSeconds(60)).until(() -> observer.sawRemoved(before));
        observer.askAllExcept(victim.port("cluster"), Duration.ofSeconds(60));
        Duration took = Duration.ofNanos(System.nanoTime() - pausedAt);
        System.out.println("frozen: every entity answered again after " + took);
        assertThat(proofs()).isEqualTo(proofs);
        victim.resume();
        assertThat(victim.awaitExit(Duration.ofSeconds(30))).as(victim.tail(40)).isPresent();
    }

    @Test
    void theOldestStopsInOrder() {
        LocalReplica victim = replicaAt(observer.oldestPort());
        victim.terminate();
        Duration took = observer.askAllExcept(victim.port("cluster"), Duration.ofSeconds(60));
        System.out.println("terminated: every entity answered from elsewhere after " + took);
        assertThat(victim.awaitExit(Duration.ofSeconds(60))).as(victim.tail(40)).hasValue(143);
    }

    private static void killed(LocalReplica victim) {
        Member before = observer.at(victim.port("cluster"));
        victim.kill9();
        long killedAt = System.nanoTime();
        Observer.await("it to be removed by proof", BY_PROOF_ONLY).until(() -> observer.sawRemoved(before));
        Duration removed = Duration.ofNanos(System.nanoTime() - killedAt);
        observer.askAllExcept(victim.port("cluster"), Duration.ofSeconds(60));
        Duration all = Duration.ofNanos(System.nanoTime() - killedAt);
        System.out.println("killed: removed after " + removed + ", every entity answered again after " + all);
    }

    /** How often a replica, in its present life, has removed another on proof. */
    private static long proofs() {
        return cluster.replicas().stream()
                .flatMap(replica -> replica.log().lines())
                .filter(line -> line.contains("is proven dead"))
                .count();
    }

    private static List<Member> members() {
        return observer.members(member -> true);
    }

    private static LocalReplica replicaAt(int port) {
        return cluster.replicas().stream()
                .filter(replica -> replica.port("cluster") == port)
                .findFirst()
                .orElseThrow();
    }

    private static int port(Member member) {
        return member.address().getPort().orElseThrow();
    }
}
