package io.podbridge.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.QuietActors;
import io.podbridge.core.events.EventRecorder;
import io.podbridge.core.feed.FeedView;
import io.podbridge.core.feed.PodFeed;
import io.podbridge.core.health.Part;
import io.podbridge.core.health.PartHealth;
import io.podbridge.core.health.PartState;
import io.podbridge.core.health.ReplicaHealth;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.replica.TestServices;
import io.podbridge.core.roster.PodShards;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class NodeAgentTest {
    private static final PartHealth WELL = Nodes.part(Part.PROVIDER, PartState.OK, "fine");
    private static final PartHealth AWAY = Nodes.part(Part.PROVIDER, PartState.FAILED, "no answer");
    private static final PartHealth DEAF = Nodes.part(Part.REQUESTS, PartState.FAILED, "no answer");
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final QuietActors actors = new QuietActors();
    private final FakeKubeApi api = new FakeKubeApi("n1");
    private final Map<String, PartHealth> replicas = new TreeMap<>(Map.of("replica-1", WELL));
    private final Queue<EventRecorder.RecordNode> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();
    private Optional<ActorRef<Object>> agent = Optional.empty();

    @AfterEach
    void shutDown() {
        actors.close();
    }

    @Test
    void registersTheNodeAndThenWritesOnlyWhatIsDue() {
        start();
        assertThat(node().at("/metadata/labels/type").asString()).isEqualTo("virtual-kubelet");
        pass(Duration.ofHours(1));
        // The condition that tells the first ping's answer, and a heartbeat every 5 minutes.
        assertThat(writes()).isBetween(1L + 12, 1L + 14);
        assertThat(api.asked().all(Verb.GET)).hasSizeLessThan(725);
    }

    @Test
    void adoptsANodeWithoutTouchingWhatOthersPutThere() {
        api.put(Nodes.NODE, Nodes.json("""
            {'metadata': {'labels': {'type': 'virtual-kubelet', 'theirs': 'x', 'team': 'red'},
                          'annotations': {'theirs': 'y'}},
             'spec': {'podCIDR': '10.0.0.0/24', 'taints': [{'key': 'theirs', 'effect': 'NoSchedule'}]},
             'status': {'conditions': [{'type': 'Theirs', 'status': 'True'}], 'images': [{'sizeBytes': 1}]}}\
            """));
        start();
        assertThat(node().at("/metadata/labels/theirs").asString()).isEqualTo("x");
        assertThat(node().at("/metadata/labels/team").asString()).isEqualTo("blue");
        assertThat(node().at("/metadata/annotations/theirs").asString()).isEqualTo("y");
        assertThat(node().at("/metadata/annotations")
                        .path(NodeIdentity.BRIDGE_ANNOTATION)
                        .asString())
                .isEqualTo("blue");
        assertThat(node().at("/spec/podCIDR").asString()).isEqualTo("10.0.0.0/24");
        assertThat(taints()).containsExactlyInAnyOrder("theirs", "virtual-kubelet.io/provider");
        assertThat(node().at("/status/images")).hasSize(1);
        assertThat(condition("Theirs")).isEqualTo("True");
        assertThat(condition("Ready")).isEqualTo("True");
    }

    @Test
    void saysWhatIsHeldAndTakesAPersonsWordOnce() {
        start();
        assertThat(condition("AbsencesHeld")).isEqualTo("False");
        held.set(7);
        actors.pass(LOOK.multipliedBy(2), LOOK);
        assertThat(condition("AbsencesHeld")).isEqualTo("True");
        var annotated = (ObjectNode) node().deepCopy();
        annotated.withObject("/metadata/annotations").put(NodeAgent.CONFIRM_ABSENCES, "yes");
        api.put(Nodes.NODE, annotated);
        actors.pass(LOOK.multipliedBy(3), LOOK);
        assertThat(released).hasValue(1);
        assertThat(node().at("/metadata/annotations").has(NodeAgent.CONFIRM_ABSENCES))
                .isFalse();
    }

    @Test
    void aChangeThatComesInBetweenIsNotOverwritten() {
        start();
        pass(LOOK);
        api.asked().hold(Verb.PATCH);
        replicas.put("replica-1", AWAY);
        pass(Duration.ofSeconds(20));
        addTaint("theirs");
        api.asked().release();
        actors.settle();
        assertThat(taints()).as("the fence held").doesNotContain(NodeDocument.UNREACHABLE_TAINT);
        pass(LOOK);
        assertThat(taints())
                .containsExactlyInAnyOrder(
                        "theirs",
                        "virtual-kubelet.io/provider",
                        NodeDocument.UNREACHABLE_TAINT,
                        NodeDocument.NOT_SERVING_TAINT);
    }

    @Test
    void makesADeletedNodeAnew() {
        start();
        api.remove(Nodes.NODE);
        pass(LOOK);
        assertThat(condition("Ready")).isEqualTo("True");
    }

    @Test
    void aPlatformThatIsAwayKeepsNewPodsAwayAndOldOnesInPlace() {
        start();
        pass(Duration.ofSeconds(10));
        assertThat(taints()).containsExactly("virtual-kubelet.io/provider");
        replicas.put("replica-1", AWAY);
        pass(Duration.ofSeconds(5));
        assertThat(taints()).contains(NodeDocument.UNREACHABLE_TAINT, NodeDocument.NOT_SERVING_TAINT);
        assertThat(condition(NodeConditions.PROVIDER_AVAILABLE)).isEqualTo("False");
        pass(Duration.ofHours(1));
        assertThat(condition("Ready")).isEqualTo("True");
        replicas.put("replica-1", WELL);
        pass(Duration.ofSeconds(10));
        assertThat(taints()).containsExactly("virtual-kubelet.io/provider");
        assertThat(condition(NodeConditions.PROVIDER_AVAILABLE)).isEqualTo("True");
    }

    @Test
    void aReplicaThatCannotServeItsPodsIsNamedAndTheNodeStaysReadyAsLongAsAnotherCan() {
        replicas.put("replica-2", WELL);
        start();
        pass(Duration.ofSeconds(10));
        assertThat(condition(NodeConditions.PODS_SERVED)).isEqualTo("True");
        replicas.put("replica-2", DEAF);
        pass(LOOK);
        assertThat(condition(NodeConditions.PODS_SERVED)).isEqualTo("False");
        assertThat(message(NodeConditions.PODS_SERVED)).contains("replica-2", "requests about pods", "no answer");
        assertThat(taints()).containsExactly("virtual-kubelet.io/provider");
        pass(Duration.ofMinutes(10));
        assertThat(condition("Ready")).isEqualTo("True");
        replicas.put("replica-1", DEAF);
        pass(LOOK);
        assertThat(taints()).containsExactlyInAnyOrder("virtual-kubelet.io/provider", NodeDocument.NOT_SERVING_TAINT);
        assertThat(condition("Ready")).isEqualTo("False");
        replicas.remove("replica-1");
        replicas.put("replica-2", WELL);
        pass(Duration.ofSeconds(20));
        assertThat(taints()).containsExactly("virtual-kubelet.io/provider");
        assertThat(condition("Ready")).isEqualTo("True");
    }

    /** After an outage writes begin again within 30 s: pods must not be evicted for that. */
    @Test
    void anOutageOfTheApiServerIsNoReasonForNotReady() {
        start();
        pass(Duration.ofMinutes(1));
        replicas.put("replica-1", DEAF);
        api.asked().failAll(new ApiResult.Unavailable("down", Optional.empty()));
        pass(Duration.ofHours(1));
        api.asked().heal();
        pass(Duration.ofSeconds(55));
        assertThat(condition("Ready")).isEqualTo("True");
        pass(Duration.ofSeconds(10));
        assertThat(condition("Ready")).isEqualTo("False");
    }

    @Test
    void eachFlipIsToldOnceWhicheverReplicaServesTheNode() {
        start();
        pass(Duration.ofMinutes(1));
        assertThat(told).as("a good beginning is no news").isEmpty();
        replicas.put("replica-1", DEAF);
        pass(Duration.ofMinutes(1));
        assertThat(told)
                .extracting(EventRecorder.RecordNode::reason)
                .containsExactlyInAnyOrder("NoReplicaServes", "NodeNotReady");
        assertThat(told).allSatisfy(event -> {
            assertThat(event.warning()).isTrue();
            assertThat(event.nodeUid()).isNotEmpty();
            assertThat(event.message()).contains("replica-1", "requests about pods");
        });
        told.clear();
        agent.ifPresent(actors::kill);
        start();
        pass(Duration.ofMinutes(1));
        assertThat(told).as("the next one knows by the Node what was told").isEmpty();
        replicas.put("replica-1", WELL);
        pass(LOOK);
        assertThat(told)
                .extracting(EventRecorder.RecordNode::reason)
                .containsExactlyInAnyOrder("ReplicasServe", "NodeReady");
        assertThat(told).noneMatch(EventRecorder.RecordNode::warning);
    }

    /** One that has just taken over must not take back what the last one had seen. */
    @Test
    void whatTheNodeSaysStaysUntilTheReplicasHaveReported() {
        start();
        pass(LOOK);
        replicas.put("replica-1", DEAF);
        pass(Duration.ofMinutes(2));
        assertThat(condition("Ready")).isEqualTo("False");
        agent.ifPresent(actors::kill);
        replicas.clear();
        start();
        pass(Duration.ofMinutes(10));
        assertThat(condition("Ready")).isEqualTo("False");
        assertThat(condition(NodeConditions.PODS_SERVED)).isEqualTo("False");
        assertThat(taints()).contains(NodeDocument.NOT_SERVING_TAINT);
    }

    /** So Kubernetes writes when the whole cluster was away; no replica needs to have said how it is. */
    @Test
    void aNodeThatIsServedAgainIsReadyAtOnce() {
        start();
        agent.ifPresent(actors::kill);
        replicas.clear();
        var node = node();
        node.at("/status/conditions").forEach(condition -> ((ObjectNode) condition).put("status", "Unknown"));
        api.put(Nodes.NODE, node);
        start();
        assertThat(condition("Ready")).isEqualTo("True");
        assertThat(condition("MemoryPressure")).isEqualTo("False");
        assertThat(taints()).containsExactly("virtual-kubelet.io/provider");
        assertThat(told).isEmpty();
    }

    @Test
    void aNodeOfAnotherBridgeIsNeverTouchedWhetherItsLeaseIsFreshOrNot() {
        var red = new NodeDocument(Nodes.THEIRS, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);
        api.put(Nodes.NODE, Nodes.json(red.create(Nodes.UNKNOWN, actors.clock().instant())));
        api.put(Nodes.OURS.leasePath(), lease(Nodes.THEIRS));
        start();
        actors.pass(Duration.ofMinutes(10), LOOK);
        assertThat(writes()).isZero();
    }

    @Test
    void anAnnotationThatSomebodyEditedIsPutRightWhileTheLeaseIsOurs() {
        start();
        api.put(Nodes.OURS.leasePath(), lease(Nodes.OURS));
        var red = new NodeDocument(Nodes.THEIRS, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);
        api.put(Nodes.NODE, Nodes.json(red.create(Nodes.UNKNOWN, actors.clock().instant())));
        actors.pass(LOOK);
        assertThat(node().at("/metadata/annotations")
                        .path(NodeIdentity.BRIDGE_ANNOTATION)
                        .asString())
                .isEqualTo("blue");
    }

    @Test
    void norIsOneWhoseLeaseIsNotKnownOrThatOfAMachine() {
        var red = new NodeDocument(Nodes.THEIRS, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);
        api.put(Nodes.NODE, Nodes.json(red.create(Nodes.UNKNOWN, actors.clock().instant())));
        List.of(1, 2).forEach(times -> api.asked().failNext(Verb.GET, new ApiResult.NotFound("never read")));
        api.put(Nodes.NODE, Nodes.json("{'metadata': {'labels': {'kubernetes.io/os': 'linux'}}}"));
        api.asked().fail(Verb.CREATE, new ApiResult.Forbidden(403, "no"));
        start();
        pass(Duration.ofMinutes(5));
        assertThat(api.asked().all(Verb.PATCH)).isEmpty();
    }

    @Test
    void aServerThatRefusesIsAskedAtTheSamePace() {
        api.asked().fail(Verb.CREATE, new ApiResult.Forbidden(403, "no"));
        start();
        pass(Duration.ofMinutes(5));
        assertThat(api.asked().all(Verb.CREATE).size()).isBetween(60, 62);
        api.asked().heal();
        pass(LOOK);
        assertThat(condition("Ready")).isEqualTo("True");
    }

    private void start() {
        ActorRef<EventRecorder.Command> events =
                actors.start(EventRecorder.Command.class, listening()).narrow();
        ActorRef<ProviderCommand> nobody = actors.start(ProviderCommand.class, Behaviors.<ProviderCommand>ignore())
                .narrow();
        var services = new NodeServices(
                TestServices.of(api, actors.clock()),
                Nodes.OURS,
                Nodes.SETTINGS,
                Nodes.FEED,
                Nodes.CAPACITY,
                Optional::empty,
                Locality.REMOTE,
                nobody,
                events,
                (uid, event) -> {},
                new PodShards(1),
                digest -> {});
        var document = new NodeDocument(Nodes.OURS, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);
        agent = Optional.of(actors.start(NodeAgent.Command.class, NodeAgent.create(services, document, feed())));
        actors.settle();
    }

    private ActorRef<PodFeed.Command> feed() {
        return actors.start(PodFeed.Command.class, Behaviors.receiveMessage(command -> {
                    switch (command) {
                        case PodFeed.Describe(var replyTo) ->
                            replyTo.tell(new FeedView("n1", true, 0, 1, 1, 0, false, held.get()));
                        case PodFeed.ReleaseAbsences release -> released.incrementAndGet();
                        default -> throw new AssertionError("not told by the agent: " + command);
                    }
                    return Behaviors.same();
                }))
                .narrow();
    }

    /** Every replica reports each 5 s. */
    private void pass(Duration duration) {
        for (long left = duration.dividedBy(LOOK); left > 0; left--) {
            replicas.forEach((name, part) ->
                    agent.orElseThrow().tell(new NodeAgent.Heard(new ReplicaHealth(name, List.of(part)))));
            actors.settle();
            actors.pass(LOOK);
        }
    }

    private Behavior<EventRecorder.Command> listening() {
        return Behaviors.receiveMessage(command -> {
            if (command instanceof EventRecorder.RecordNode event) {
                told.add(event);
            }
            return Behaviors.same();
        });
    }

    private void addTaint(String key) {
        var node = node();
        ((ArrayNode) node.at("/spec/taints")).addObject().put("key", key).put("effect", "NoSchedule");
        api.put(Nodes.NODE, node);
    }

    private JsonNode lease(NodeIdentity holder) {
        return Nodes.json(NodeLease.create(
                holder, Optional.empty(), Nodes.LEASE, actors.clock().instant()));
    }

    private JsonNode node() {
        return api.object(Nodes.NODE).orElseThrow();
    }

    private List<String> taints() {
        return node().at("/spec/taints")
                .valueStream()
                .map(taint -> taint.path("key").asString())
                .toList();
    }

    private String condition(String type) {
        return condition(type, "status");
    }

    private String message(String type) {
        return condition(type, "message");
    }

    private String condition(String type, String field) {
        return node().at("/status/conditions")
                .valueStream()
                .filter(condition -> condition.path("type").asString().equals(type))
                .map(condition -> condition.path(field).asString())
                .findFirst()
                .orElse("");
    }

    private long writes() {
        return api.asked().all().stream()
                .filter(call -> call.verb() != Verb.GET)
                .count();
    }
}
