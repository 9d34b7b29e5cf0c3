package io.podbridge.core.node;

import static io.podbridge.core.node.NodeAgentScene.AWAY;
import static io.podbridge.core.node.NodeAgentScene.DEAF;
import static io.podbridge.core.node.NodeAgentScene.LOOK;
import static io.podbridge.core.node.NodeAgentScene.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.events.EventRecorder;
import io.podbridge.core.kube.ApiResult;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Taints and conditions of the Node, by what its replicas report. */
class NodeReadinessTest {
    private final NodeAgentScene scene = new NodeAgentScene();

    @AfterEach
    void shutDown() {
        scene.close();
    }

    @Test
    void aPlatformThatIsAwayKeepsNewPodsAwayAndOldOnesInPlace() {
        scene.start();
        scene.pass(Duration.ofSeconds(10));
        assertThat(scene.taints()).containsExactly("virtual-kubelet.io/provider");
        scene.replicas.put("replica-1", AWAY);
        scene.pass(Duration.ofSeconds(5));
        assertThat(scene.taints()).contains(NodeDocument.UNREACHABLE_TAINT, NodeDocument.NOT_SERVING_TAINT);
        assertThat(scene.condition(NodeConditions.PROVIDER_AVAILABLE)).isEqualTo("False");
        scene.pass(Duration.ofHours(1));
        assertThat(scene.condition("Ready")).isEqualTo("True");
        scene.replicas.put("replica-1", WELL);
        scene.pass(Duration.ofSeconds(10));
        assertThat(scene.taints()).containsExactly("virtual-kubelet.io/provider");
        assertThat(scene.condition(NodeConditions.PROVIDER_AVAILABLE)).isEqualTo("True");
    }

    @Test
    void aReplicaThatCannotServeItsPodsIsNamedAndTheNodeStaysReadyAsLongAsAnotherCan() {
        scene.replicas.put("replica-2", WELL);
        scene.start();
        scene.pass(Duration.ofSeconds(10));
        assertThat(scene.condition(NodeConditions.PODS_SERVED)).isEqualTo("True");
        scene.replicas.put("replica-2", DEAF);
        scene.pass(LOOK);
        assertThat(scene.condition(NodeConditions.PODS_SERVED)).isEqualTo("False");
        assertThat(scene.message(NodeConditions.PODS_SERVED)).contains("replica-2", "requests about pods", "no answer");
        assertThat(scene.taints()).containsExactly("virtual-kubelet.io/provider");
        scene.pass(Duration.ofMinutes(10));
        assertThat(scene.condition("Ready")).isEqualTo("True");
        scene.replicas.put("replica-1", DEAF);
        scene.pass(LOOK);
        assertThat(scene.taints())
                .containsExactlyInAnyOrder("virtual-kubelet.io/provider", NodeDocument.NOT_SERVING_TAINT);
        assertThat(scene.condition("Ready")).isEqualTo("False");
        scene.replicas.remove("replica-1");
        scene.replicas.put("replica-2", WELL);
        scene.pass(Duration.ofSeconds(20));
        assertThat(scene.taints()).containsExactly("virtual-kubelet.io/provider");
        assertThat(scene.condition("Ready")).isEqualTo("True");
    }

    /** After an outage writes begin again within 30 s: pods must not be evicted for that. */
    @Test
    void anOutageOfTheApiServerIsNoReasonForNotReady() {
        scene.start();
        scene.pass(Duration.ofMinutes(1));
        scene.replicas.put("replica-1", DEAF);
        scene.api.asked().failAll(new ApiResult.Unavailable("down", Optional.empty()));
        scene.pass(Duration.ofHours(1));
        scene.api.asked().heal();
        scene.pass(Duration.ofSeconds(55));
        assertThat(scene.condition("Ready")).isEqualTo("True");
        scene.pass(Duration.ofSeconds(10));
        assertThat(scene.condition("Ready")).isEqualTo("False");
    }

    @Test
    void eachFlipIsToldOnceWhicheverReplicaServesTheNode() {
        scene.start();
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.told).as("a good beginning is no news").isEmpty();
        scene.replicas.put("replica-1", DEAF);
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.told)
                .extracting(EventRecorder.RecordNode::reason)
                .containsExactlyInAnyOrder("NoReplicaServes", "NodeNotReady");
        assertThat(scene.told).allSatisfy(event -> {
            assertThat(event.warning()).isTrue();
            assertThat(event.nodeUid()).isNotEmpty();
            assertThat(event.message()).contains("replica-1", "requests about pods");
        });
        scene.told.clear();
        scene.agent.ifPresent(scene.actors::kill);
        scene.start();
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.told)
                .as("the next one knows by the Node what was told")
                .isEmpty();
        scene.replicas.put("replica-1", WELL);
        scene.pass(LOOK);
        assertThat(scene.told)
                .extracting(EventRecorder.RecordNode::reason)
                .containsExactlyInAnyOrder("ReplicasServe", "NodeReady");
        assertThat(scene.told).noneMatch(EventRecorder.RecordNode::warning);
    }

    /** One that has just taken over must not take back what the last one had seen. */
    @Test
    void whatTheNodeSaysStaysUntilTheReplicasHaveReported() {
        scene.start();
        scene.pass(LOOK);
        scene.replicas.put("replica-1", DEAF);
        scene.pass(Duration.ofMinutes(2));
        assertThat(scene.condition("Ready")).isEqualTo("False");
        scene.agent.ifPresent(scene.actors::kill);
        scene.replicas.clear();
        scene.start();
        scene.pass(Duration.ofMinutes(10));
        assertThat(scene.condition("Ready")).isEqualTo("False");
        assertThat(scene.condition(NodeConditions.PODS_SERVED)).isEqualTo("False");
        assertThat(scene.taints()).contains(NodeDocument.NOT_SERVING_TAINT);
    }

    /** So Kubernetes writes when the whole cluster was away; no replica needs to have said how it is. */
    @Test
    void aNodeThatIsServedAgainIsReadyAtOnce() {
        scene.start();
        scene.agent.ifPresent(scene.actors::kill);
        scene.replicas.clear();
        var node = scene.node();
        node.at("/status/conditions").forEach(condition -> ((ObjectNode) condition).put("status", "Unknown"));
        scene.api.put(Nodes.NODE, node);
        scene.start();
        assertThat(scene.condition("Ready")).isEqualTo("True");
        assertThat(scene.condition("MemoryPressure")).isEqualTo("False");
        assertThat(scene.taints()).containsExactly("virtual-kubelet.io/provider");
        assertThat(scene.told).isEmpty();
    }
}
