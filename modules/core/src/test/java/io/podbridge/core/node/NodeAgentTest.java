package io.podbridge.core.node;

import static io.podbridge.core.node.NodeAgentScene.AWAY;
import static io.podbridge.core.node.NodeAgentScene.LOOK;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class NodeAgentTest {
    private final NodeAgentScene scene = new NodeAgentScene();

    @AfterEach
    void shutDown() {
        scene.close();
    }

    @Test
    void registersTheNodeAndThenWritesOnlyWhatIsDue() {
        scene.start();
        assertThat(scene.node().at("/metadata/labels/type").asString()).isEqualTo("virtual-kubelet");
        scene.pass(Duration.ofHours(1));
        // The condition that tells the first ping's answer, and a heartbeat every 5 minutes.
        assertThat(writes()).isBetween(1L + 12, 1L + 14);
        assertThat(scene.api.asked().all(Verb.GET)).hasSizeLessThan(725);
    }

    @Test
    void adoptsANodeWithoutTouchingWhatOthersPutThere() {
        scene.api.put(Nodes.NODE, Nodes.json("""
            {'metadata': {'labels': {'type': 'virtual-kubelet', 'theirs': 'x', 'team': 'red'},
                          'annotations': {'theirs': 'y'}},
             'spec': {'podCIDR': '10.0.0.0/24', 'taints': [{'key': 'theirs', 'effect': 'NoSchedule'}]},
             'status': {'conditions': [{'type': 'Theirs', 'status': 'True'}], 'images': [{'sizeBytes': 1}]}}\
            """));
        scene.start();
        assertThat(scene.node().at("/metadata/labels/theirs").asString()).isEqualTo("x");
        assertThat(scene.node().at("/metadata/labels/team").asString()).isEqualTo("blue");
        assertThat(scene.node().at("/metadata/annotations/theirs").asString()).isEqualTo("y");
        assertThat(scene.node()
                        .at("/metadata/annotations")
                        .path(NodeIdentity.BRIDGE_ANNOTATION)
                        .asString())
                .isEqualTo("blue");
        assertThat(scene.node().at("/spec/podCIDR").asString()).isEqualTo("10.0.0.0/24");
        assertThat(scene.taints()).containsExactlyInAnyOrder("theirs", "virtual-kubelet.io/provider");
        assertThat(scene.node().at("/status/images")).hasSize(1);
        assertThat(scene.condition("Theirs")).isEqualTo("True");
        assertThat(scene.condition("Ready")).isEqualTo("True");
    }

    @Test
    void saysWhatIsHeldAndTakesAPersonsWordOnce() {
        scene.start();
        assertThat(scene.condition("AbsencesHeld")).isEqualTo("False");
        scene.held.set(7);
        scene.actors.pass(LOOK.multipliedBy(2), LOOK);
        assertThat(scene.condition("AbsencesHeld")).isEqualTo("True");
        var annotated = (ObjectNode) scene.node().deepCopy();
        annotated.withObject("/metadata/annotations").put(NodeAgent.CONFIRM_ABSENCES, "yes");
        scene.api.put(Nodes.NODE, annotated);
        scene.actors.pass(LOOK.multipliedBy(3), LOOK);
        assertThat(scene.released).hasValue(1);
        assertThat(scene.node().at("/metadata/annotations").has(NodeAgent.CONFIRM_ABSENCES))
                .isFalse();
    }

    @Test
    void aChangeThatComesInBetweenIsNotOverwritten() {
        scene.start();
        scene.pass(LOOK);
        scene.api.asked().hold(Verb.PATCH);
        scene.replicas.put("replica-1", AWAY);
        scene.pass(Duration.ofSeconds(20));
        addTaint("theirs");
        scene.api.asked().release();
        scene.actors.settle();
        assertThat(scene.taints()).as("the fence held").doesNotContain(NodeDocument.UNREACHABLE_TAINT);
        scene.pass(LOOK);
        assertThat(scene.taints())
                .containsExactlyInAnyOrder(
                        "theirs",
                        "virtual-kubelet.io/provider",
                        NodeDocument.UNREACHABLE_TAINT,
                        NodeDocument.NOT_SERVING_TAINT);
    }

    @Test
    void makesADeletedNodeAnew() {
        scene.start();
        scene.api.remove(Nodes.NODE);
        scene.pass(LOOK);
        assertThat(scene.condition("Ready")).isEqualTo("True");
    }

    @Test
    void aNodeOfAnotherBridgeIsNeverTouchedWhetherItsLeaseIsFreshOrNot() {
        var red = new NodeDocument(Nodes.THEIRS, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);
        scene.api.put(
                Nodes.NODE,
                Nodes.json(red.create(Nodes.UNKNOWN, scene.actors.clock().instant())));
        scene.api.put(Nodes.OURS.leasePath(), lease(Nodes.THEIRS));
        scene.start();
        scene.actors.pass(Duration.ofMinutes(10), LOOK);
        assertThat(writes()).isZero();
    }

    @Test
    void anAnnotationThatSomebodyEditedIsPutRightWhileTheLeaseIsOurs() {
        scene.start();
        scene.api.put(Nodes.OURS.leasePath(), lease(Nodes.OURS));
        var red = new NodeDocument(Nodes.THEIRS, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);
        scene.api.put(
                Nodes.NODE,
                Nodes.json(red.create(Nodes.UNKNOWN, scene.actors.clock().instant())));
        scene.actors.pass(LOOK);
        assertThat(scene.node()
                        .at("/metadata/annotations")
                        .path(NodeIdentity.BRIDGE_ANNOTATION)
                        .asString())
                .isEqualTo("blue");
    }

    @Test
    void norIsOneWhoseLeaseIsNotKnownOrThatOfAMachine() {
        var red = new NodeDocument(Nodes.THEIRS, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);
        scene.api.put(
                Nodes.NODE,
                Nodes.json(red.create(Nodes.UNKNOWN, scene.actors.clock().instant())));
        List.of(1, 2).forEach(times -> scene.api.asked().failNext(Verb.GET, new ApiResult.NotFound("never read")));
        scene.api.put(Nodes.NODE, Nodes.json("{'metadata': {'labels': {'kubernetes.io/os': 'linux'}}}"));
        scene.api.asked().fail(Verb.CREATE, new ApiResult.Forbidden(403, "no"));
        scene.start();
        scene.pass(Duration.ofMinutes(5));
        assertThat(scene.api.asked().all(Verb.PATCH)).isEmpty();
    }

    @Test
    void aServerThatRefusesIsAskedAtTheSamePace() {
        scene.api.asked().fail(Verb.CREATE, new ApiResult.Forbidden(403, "no"));
        scene.start();
        scene.pass(Duration.ofMinutes(5));
        assertThat(scene.api.asked().all(Verb.CREATE).size()).isBetween(60, 62);
        scene.api.asked().heal();
        scene.pass(LOOK);
        assertThat(scene.condition("Ready")).isEqualTo("True");
    }

    private void addTaint(String key) {
        var node = scene.node();
        ((ArrayNode) node.at("/spec/taints")).addObject().put("key", key).put("effect", "NoSchedule");
        scene.api.put(Nodes.NODE, node);
    }

    private JsonNode lease(NodeIdentity holder) {
        return Nodes.json(NodeLease.create(
                holder, Optional.empty(), Nodes.LEASE, scene.actors.clock().instant()));
    }

    private long writes() {
        return scene.api.asked().all().stream()
                .filter(call -> call.verb() != Verb.GET)
                .count();
    }
}
