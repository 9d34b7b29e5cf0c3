package io.podbridge.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.cluster.Member;
import org.junit.jupiter.api.Test;

/** A firewall that resets connections and refuses new ones makes a living replica look dead. */
class MiddleboxIT {
    private static final int VICTIM = 2;

    /** Missed heartbeats alone take 11 s at the very least (4 s until they are missed, 7 s of stability). */
    private static final Duration BY_PROOF_ONLY = Duration.ofSeconds(8);

    @Test
    void oneWitnessIsNotEnoughAndTwoOfThreeAre() {
        try (LocalCluster cluster = cluster();
                TcpProxy clusterPort = proxy(cluster, "cluster", "cluster-behind");
                TcpProxy livenessPort = proxy(cluster, "liveness", "liveness-behind")) {
            cluster.startAll();
            try (Observer observer = Observer.join(cluster.ports("cluster"))) {
                awaitWhole(observer, livenessPort);
                Member victim = observer.at(cluster.replica(VICTIM).port("cluster"));

                clusterPort.refuse();
                livenessPort.refuse();
                livenessPort.resetOne();
                logged(cluster, "has found it DEAD");
                staysWhole(observer, cluster);

                clusterPort.accept();
                livenessPort.accept();
                logged(cluster, "has found it ALIVE");
                assertThat(observer.sawRemoved(victim)).isFalse();

                cutOff(clusterPort, livenessPort);
                Observer.await("it to be removed on the majority's word", BY_PROOF_ONLY)
                        .until(() -> observer.sawRemoved(victim));
                observer.askAllExcept(cluster.replica(VICTIM).port("cluster"), Duration.ofSeconds(30));
                assertThat(cluster.replica(VICTIM).awaitExit(Duration.ofSeconds(60)))
                        .as(cluster.replica(VICTIM).tail(40))
                        .isPresent();
            }
        }
    }

    private static void awaitWhole(Observer observer, TcpProxy livenessPort) {
        observer.awaitUp(3);
        observer.askAll();
        Observer.await("both peers to hold a connection", Duration.ofSeconds(20))
                .until(() -> livenessPort.connections() == 2);
    }

    /** A sidecar or a firewall of the victim's own: it sees its peers as they see it, and does not wait for silence. */
    @Test
    void whoIsCutOffOnBothSidesLeavesBeforeItsContainersAreStartedElsewhere() {
        try (LinkedCluster cluster = new LinkedCluster(3)) {
            cluster.replicas().startAll();
            // It must not be there during the cut: the victim would hear of its end by way of it.
            try (Observer observer = cluster.observer()) {
                observer.awaitUp(3);
                cluster.awaitLivenessConnections();
            }
            LocalReplica victim = cluster.replicas().replica(VICTIM);
            cluster.reset(0, VICTIM);
            cluster.reset(1, VICTIM);
            Observer.await("both to condemn it, and it to leave", BY_PROOF_ONLY)
                    .until(() -> logs(cluster.replicas(), "is proven dead and will be removed") >= 2
                            && victim.log().contains("leaves the cluster, since it is cut off"));
            assertThat(victim.awaitExit(Duration.ofSeconds(60)))
                    .as(victim.tail(40))
                    .hasValue(75);
            try (Observer observer = cluster.observer()) {
                observer.awaitUp(2);
                observer.askAll();
            }
        }
    }

    private static void cutOff(TcpProxy clusterPort, TcpProxy livenessPort) {
        Observer.await("both peers to hold a connection again", Duration.ofSeconds(20))
                .until(() -> livenessPort.connections() == 2);
        clusterPort.refuse();
        livenessPort.refuse();
        clusterPort.resetAll();
        livenessPort.resetAll();
    }

    /** A witness repeats itself every 500 ms: all have heard it several times by then. */
    private static void staysWhole(Observer observer, LocalCluster cluster) {
        Observer.await("nothing to happen", Duration.ofSeconds(20))
                .during(Duration.ofSeconds(3))
                .until(() -> observer.members(member -> true).size() == 3 && logs(cluster, "is proven dead") == 0);
        observer.askAll();
    }

    private static void logged(LocalCluster cluster, String text) {
        Observer.await(text, Duration.ofSeconds(20)).until(() -> logs(cluster, text) == 1);
    }

    private static long logs(LocalCluster cluster, String text) {
        return cluster.replicas().stream()
                .flatMap(replica -> replica.log().lines())
                .filter(line -> line.contains(text))
                .count();
    }

    private static TcpProxy proxy(LocalCluster cluster, String before, String behind) {
        LocalReplica victim = cluster.replica(VICTIM);
        return new TcpProxy(victim.port(before), victim.port(behind));
    }

    private static LocalCluster cluster() {
        List<LocalCluster> itself = new ArrayList<>();
        itself.add(LocalCluster.of(PingSystem.class.getName(), 3)
                .arguments(replica -> arguments(itself.getFirst(), replica))
                .create());
        return itself.getFirst();
    }

    private static List<String> arguments(LocalCluster cluster, LocalReplica replica) {
        List<String> arguments = new ArrayList<>(List.of(
                "podbridge.cluster.port = " + replica.port("cluster"),
                "podbridge.cluster.seeds = [" + PingSystem.seeds(cluster.ports("cluster")) + "]"));
        if (replica.index() == VICTIM) {
            arguments.add("podbridge.cluster.bind-port = " + replica.port("cluster-behind"));
            arguments.add("podbridge.cluster.liveness-port = " + replica.port("liveness-behind"));
            arguments.add("podbridge.cluster.liveness-advertised-port = " + replica.port("liveness"));
        }
        return arguments;
    }
}
