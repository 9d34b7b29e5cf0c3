package io.podbridge.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.QuietActors;
import io.podbridge.core.feed.FeedView;
import io.podbridge.core.feed.PodFeed;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.provider.Health;
import io.podbridge.core.provider.ProviderCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class NodeAgentTest {
    private static final Outcome<Health> WELL = Outcome.of(new Health("fine"));
    private static final Outcome<Health> AWAY =
            Outcome.failed(new ProviderFailure.Unavailable("X", "no answer", Optional.empty()));
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final QuietActors actors = new QuietActors();
    private final FakeKubeApi api = new FakeKubeApi("n1");
    private final AtomicReference<Outcome<Health>> platform = new AtomicReference<>(WELL);

    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();

    @AfterEach
    void shutDown() {
        actors.close();
    }

    @Test
    void registersTheNodeAndThenWritesOnlyWhatIsDue() {
        start();
        assertThat(node().at("/metadata/labels/type").asString()).isEqualTo("virtual-kubelet");
        actors.pass(Duration.ofHours(1), LOOK);
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
        actors.pass(LOOK);
        api.asked().hold(Verb.PATCH);
        platform.set(AWAY);
        actors.pass(Duration.ofSeconds(20), LOOK);
        addTaint("theirs");
        api.asked().release();
        actors.settle();
        assertThat(taints()).as("the fence held").doesNotContain(NodeDocument.UNREACHABLE_TAINT);
        actors.pass(LOOK);
        assertThat(taints())
                .containsExactlyInAnyOrder("theirs", "virtual-kubelet.io/provider", NodeDocument.UNREACHABLE_TAINT);
    }

    @Test
    void makesADeletedNodeAnew() {
        start();
        api.remove(Nodes.NODE);
        actors.pass(LOOK);
        assertThat(condition("Ready")).isEqualTo("True");
    }

    @Test
    void aPlatformThatIsAwayKeepsNewPodsAwayAndOldOnesInPlace() {
        start();
        platform.set(AWAY);
        actors.pass(Duration.ofSeconds(10), LOOK);
        assertThat(taints()).doesNotContain(NodeDocument.UNREACHABLE_TAINT);
        actors.pass(Duration.ofSeconds(10), LOOK);
        assertThat(taints()).contains(NodeDocument.UNREACHABLE_TAINT);
        assertThat(condition(NodeConditions.PROVIDER_AVAILABLE)).isEqualTo("False");
        assertThat(condition("Ready")).isEqualTo("True");
        platform.set(WELL);
        actors.pass(Duration.ofSeconds(10), LOOK);
        assertThat(taints()).containsExactly("virtual-kubelet.io/provider");
        assertThat(condition(NodeConditions.PROVIDER_AVAILABLE)).isEqualTo("True");
    }

    @Test
    void aNodeOfAnotherBridgeIsNeverTouchedWhetherItsLeaseIsFreshOrNot() {
        var red = new NodeDocument(Nodes.THEIRS, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);
        api.put(
                Nodes.NODE,
                Nodes.json(red.create(PlatformHealth.unknown(), actors.clock().instant())));
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
        api.put(
                Nodes.NODE,
                Nodes.json(red.create(PlatformHealth.unknown(), actors.clock().instant())));
        actors.pass(LOOK);
        assertThat(node().at("/metadata/annotations")
                        .path(NodeIdentity.BRIDGE_ANNOTATION)
                        .asString())
                .isEqualTo("blue");
    }

    @Test
    void norIsOneWhoseLeaseIsNotKnownOrThatOfAMachine() {
        var red = new NodeDocument(Nodes.THEIRS, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);
        api.put(
                Nodes.NODE,
                Nodes.json(red.create(PlatformHealth.unknown(), actors.clock().instant())));
        List.of(1, 2).forEach(times -> api.asked().failNext(Verb.GET, new ApiResult.NotFound("never read")));
        api.put(Nodes.NODE, Nodes.json("{'metadata': {'labels': {'kubernetes.io/os': 'linux'}}}"));
        api.asked().fail(Verb.CREATE, new ApiResult.Forbidden(403, "no"));
        start();
        actors.pass(Duration.ofMinutes(5), LOOK);
        assertThat(api.asked().all(Verb.PATCH)).isEmpty();
    }

    @Test
    void aServerThatRefusesIsAskedAtTheSamePace() {
        api.asked().fail(Verb.CREATE, new ApiResult.Forbidden(403, "no"));
        start();
        actors.pass(Duration.ofMinutes(5), LOOK);
        assertThat(api.asked().all(Verb.CREATE).size()).isBetween(60, 62);
        api.asked().heal();
        actors.pass(LOOK);
        assertThat(condition("Ready")).isEqualTo("True");
    }

    private ActorRef<Object> start() {
        ActorRef<ProviderCommand> provider =
                actors.start(ProviderCommand.class, answering()).narrow();
        var document = new NodeDocument(Nodes.OURS, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);
        var agent = actors.start(
                NodeAgent.Command.class,
                NodeAgent.create(
                        api,
                        Nodes.OURS,
                        Nodes.SETTINGS,
                        document,
                        provider,
                        feed(),
                        Duration.ofSeconds(10),
                        actors.clock()));
        actors.settle();
        return agent;
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

    private Behavior<ProviderCommand> answering() {
        return Behaviors.receiveMessage(command -> {
            if (command instanceof ProviderCommand.CheckHealth(var replyTo)) {
                replyTo.tell(new ProviderCommand.HealthAnswer(platform.get()));
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
        return node().at("/status/conditions")
                .valueStream()
                .filter(condition -> condition.path("type").asString().equals(type))
                .map(condition -> condition.path("status").asString())
                .findFirst()
                .orElse("");
    }

    private long writes() {
        return api.asked().all().stream()
                .filter(call -> call.verb() != Verb.GET)
                .count();
    }
}
