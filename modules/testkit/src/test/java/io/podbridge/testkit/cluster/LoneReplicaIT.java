package io.podbridge.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoneReplicaIT {

    /** Pekko lets the first seed wait 20 s for others; there are none. */
    @Test
    void whoIsTheOnlySeedStartsAtOnce() {
        try (LocalCluster cluster = LocalCluster.of(PingSystem.class.getName(), 1)
                .arguments(replica -> List.of(
                        "podbridge.cluster.port = " + replica.port("cluster"),
                        "podbridge.cluster.seeds = [\"127.0.0.1:" + replica.port("cluster") + "\"]",
                        "pekko.cluster.seed-node-timeout = 10m"))
                .start()) {
            try (Observer observer = Observer.join(cluster.ports("cluster"))) {
                observer.awaitUp(1);
                observer.askAll();
            }
        }
    }

    @Test
    void whoFindsNobodyExitsAndSaysSo() {
        try (LocalCluster cluster = LocalCluster.of(PingSystem.class.getName(), 1)
                .arguments(replica -> List.of(
                        "podbridge.cluster.port = " + replica.port("cluster"),
                        "podbridge.cluster.seeds = [\"127.0.0.1:" + replica.port("nobody") + "\"]",
                        "podbridge.cluster.join-timeout = 10s"))
                .start()) {
            LocalReplica replica = cluster.replica(0);
            assertThat(replica.awaitExit(Duration.ofSeconds(90))).hasValue(75);
            assertThat(replica.log()).contains("it is not Up 10 s after its start");
        }
    }
}
