package io.podbridge.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podbridge.core.cluster.TestCluster;
import io.podbridge.core.events.EventRecorder;
import io.podbridge.core.feed.FeedView;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.SamplePods;
import io.podbridge.core.provider.Health;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.replica.TestServices;
import io.podbridge.core.roster.Digest;
import io.podbridge.core.roster.PodShards;
import io.podbridge.core.roster.RosterAnswer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualNodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestCluster cluster = TestCluster.alone();
    private final FakeKubeApi api = new FakeKubeApi("n1");
    private final Queue<PodEvent> told = new ConcurrentLinkedQueue<>();

    @AfterEach
    void shutDown() {
        cluster.close();
    }

    @Test
    void isMadeByItsKeeperServesTheNodeAndIsMadeAgain() {
        var wanted = api.put(SamplePods.pod("wanted"));
        var orphan = SamplePods.report("orphan", "10.0.0.1");
        var nodes = VirtualNode.start(cluster.kit().system(), services(List.of(orphan)));
        cluster.kit().spawn(NodeKeeper.create(nodes, "n1"));
        await().atMost(PATIENCE).until(() -> api.object(Nodes.NODE).isPresent());
        await().atMost(PATIENCE)
                .until(() -> told.containsAll(List.of(new PodEvent.Hearsay(wanted), new PodEvent.Reported(orphan))));
        assertThat(describe(nodes).pods()).isEqualTo(1);
        told.clear();
        nodes.tell(new ShardingEnvelope<>("n1", new NodeCommand.ConfirmAbsence(orphan.id())));
        await().atMost(PATIENCE).until(() -> told.contains(new PodEvent.Gone(orphan.id())));
        nodes.tell(new ShardingEnvelope<>("n1", new NodeCommand.HandOff()));
        await().atMost(PATIENCE).until(() -> describe(nodes).lists() == 1 && api.watching() == 1);
        assertThat(describe(nodes).complete()).isTrue();
    }

    /** The roster of a shard that has no entities yet. */
    private static void lackAll(Digest digest) {
        var missing = List.copyOf(digest.wanted().keySet());
        digest.replyTo()
                .tell(new RosterAnswer(
                        digest.shard(), digest.round(), missing.isEmpty(), missing, List.of(), List.of()));
    }

    private FeedView describe(ActorRef<ShardingEnvelope<NodeCommand>> nodes) {
        TestProbe<FeedView> asks = cluster.kit().createTestProbe();
        await().atMost(PATIENCE).until(() -> {
            nodes.tell(new ShardingEnvelope<>("n1", new NodeCommand.Describe(asks.getRef())));
            return asks.receiveMessage(PATIENCE).complete();
        });
        nodes.tell(new ShardingEnvelope<>("n1", new NodeCommand.Describe(asks.getRef())));
        return asks.receiveMessage(PATIENCE);
    }

    private static Behavior<ProviderCommand> platform(List<PodReport> running) {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case ProviderCommand.CheckHealth(var replyTo) ->
                    replyTo.tell(new ProviderCommand.HealthAnswer(Outcome.of(new Health("fine"))));
                case ProviderCommand.ListHere(var replyTo) ->
                    replyTo.tell(new ProviderCommand.Listed(running, Optional.empty()));
                default -> throw new AssertionError("not asked of a platform by the node: " + command);
            }
            return Behaviors.same();
        });
    }

    private NodeServices services(List<PodReport> running) {
        TestProbe<EventRecorder.Command> events = cluster.kit().createTestProbe();
        return new NodeServices(
                TestServices.of(api, Clock.systemUTC()),
                Nodes.OURS,
                Nodes.SETTINGS,
                Nodes.FEED,
                Nodes.CAPACITY,
                Optional::empty,
                Locality.REMOTE,
                cluster.kit().spawn(platform(running)),
                events.getRef(),
                (uid, event) -> told.add(event),
                new PodShards(1),
                VirtualNodeTest::lackAll);
    }
}
