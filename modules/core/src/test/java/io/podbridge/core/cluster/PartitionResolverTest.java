package io.podbridge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.Test;

/** Stands on what Pekko tells of who reaches whom, which is no part of its published interface. */
class PartitionResolverTest {
    private static final Duration STABLE_AFTER = Duration.ofSeconds(1);

    @Test
    void ofABadLinkBetweenTwoTheLaterOneGoesAndTheThirdStays() {
        try (TestCluster first = TestCluster.alone();
                TestCluster second = first.another();
                TestCluster third = first.another()) {
            List<TestCluster> all = Stream.of(first, second, third)
                    .sorted(Comparator.comparing(PartitionResolverTest::life))
                    .toList();
            all.forEach(replica -> await().atMost(Duration.ofSeconds(30))
                    .until(() -> Membership.now(cluster(replica)).members().size() == 3));
            all.forEach(PartitionResolverTest::resolve);
            // The middle one does not hear the last, says its failure detector.
            ProvenDead.of(all.get(1).kit().system().classicSystem().eventStream())
                    .are(Set.of(life(all.get(2)).address()));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> cluster(all.get(2)).isTerminated());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Membership.now(cluster(all.get(0))).members().equals(lives(all.subList(0, 2))));
            assertThat(cluster(all.get(1)).isTerminated()).isFalse();
        }
    }

    private static void resolve(TestCluster replica) {
        replica.kit().spawn(PartitionResolver.create(STABLE_AFTER, () -> Duration.ofNanos(System.nanoTime())));
    }

    private static Set<Incarnation> lives(List<TestCluster> replicas) {
        return Set.of(life(replicas.get(0)), life(replicas.get(1)));
    }

    private static Incarnation life(TestCluster replica) {
        return Incarnation.of(cluster(replica).selfMember().uniqueAddress());
    }

    private static Cluster cluster(TestCluster replica) {
        return Cluster.get(replica.kit().system());
    }
}
