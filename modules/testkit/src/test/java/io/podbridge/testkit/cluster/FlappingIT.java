package io.podbridge.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.cluster.Member;
import org.junit.jupiter.api.Test;

/** A replica that stops, runs for a moment and stops again is replaced like one that stops once. */
class FlappingIT {
    /** That of one pause: 4 to 5 s until it is missed, 7 s until all are sure, and a busy machine. */
    private static final Duration BY_SILENCE = Duration.ofSeconds(20);

    private static final Duration AWAKE = Duration.ofMillis(200);

    @Test
    void whoWakesForAMomentAndStopsAgainIsReplacedAsSoonAsWhoStopsOnce() {
        try (LocalCluster cluster = PingSystem.cluster(3)) {
            cluster.startAll();
            try (Observer observer = Observer.join(cluster.ports("cluster"))) {
                observer.awaitUp(3);
                observer.askAll();
                LocalReplica victim = cluster.replica(2);
                Member before = observer.at(victim.port("cluster"));
                flap(victim, observer);
                Observer.await("it to be removed", BY_SILENCE).until(() -> observer.sawRemoved(before));
                observer.askAllExcept(victim.port("cluster"), Duration.ofSeconds(30));
                assertThat(observer.members(member -> true))
                        .as(cluster.tails(60))
                        .hasSize(2);
                assertThat(List.of(cluster.replica(0), cluster.replica(1))).allMatch(LocalReplica::running);
                victim.resume();
                assertThat(victim.awaitExit(Duration.ofSeconds(30)))
                        .as(victim.tail(40))
                        .isPresent();
            }
        }
    }

    /** The times are those of the fault; nothing is waited for by them. */
    private static void flap(LocalReplica victim, Observer observer) {
        victim.pause();
        Observer.await("it to be missed", Duration.ofSeconds(20))
                .until(() -> !observer.unreachable().isEmpty());
        LockSupport.parkNanos(Duration.ofMillis(1_500).toNanos());
        victim.resume();
        LockSupport.parkNanos(AWAKE.toNanos());
        victim.pause();
    }
}
