package io.podbridge.core.cluster;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.Leave;

/**
 * Replicas in this JVM that form a cluster, at free ports. Time is real: what is waited for is a state, never a time.
 */
public final class TestCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SETTINGS = """
        pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
        pekko.coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }
        pekko.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 1s
        pekko.cluster.role.replica.min-nr-of-members = 1
        """;

    private final ActorTestKit kit;
    private final Cluster cluster;

    private TestCluster(String settings) {
        kit = ActorTestKit.create(
                "podbridge",
                ConfigFactory.parseString(settings)
                        .withFallback(ConfigFactory.parseString(SETTINGS))
                        .withFallback(ClusterConfig.defaults())
                        .withFallback(ConfigFactory.load()));
        cluster = Cluster.get(kit.system());
    }

    /** A cluster of one. */
    public static TestCluster alone() {
        var founder = new TestCluster("");
        return founder.join(founder);
    }

    /** Another member of this one's cluster. */
    public TestCluster another() {
        return new TestCluster("").join(this);
    }

    /** Another one, with this role besides that of all replicas. */
    public TestCluster another(String role) {
        return new TestCluster("pekko.cluster.roles = [replica, " + role + "]").join(this);
    }

    private TestCluster join(TestCluster other) {
        cluster.manager().tell(Join.create(other.cluster.selfMember().address()));
        await().atMost(PATIENCE).until(() -> cluster.selfMember().status().equals(MemberStatus.up()));
        return this;
    }

    public ActorTestKit kit() {
        return kit;
    }

    /** How reports name this life of this replica. */
    public String replica() {
        var self = cluster.selfMember();
        return self.address().hostPort() + "#" + self.uniqueAddress().longUid();
    }

    /** It leaves in an orderly way. */
    public void leave() {
        cluster.manager().tell(Leave.create(cluster.selfMember().address()));
        await().atMost(PATIENCE).until(cluster::isTerminated);
    }

    @Override
    public void close() {
        ActorTestKit.shutdown(kit.system(), PATIENCE);
    }
}
