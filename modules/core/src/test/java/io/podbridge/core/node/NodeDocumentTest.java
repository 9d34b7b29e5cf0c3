package io.podbridge.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kubelet.KubeletEndpoint;
import io.podbridge.core.pod.ProviderFailure;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class NodeDocumentTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.5Z");
    private static final PlatformHealth WELL = PlatformHealth.unknown();
    private static final PlatformHealth AWAY = away(away(WELL));

    private final NodeDocument document = new NodeDocument(Nodes.OURS, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);

    private static PlatformHealth away(PlatformHealth health) {
        return health.after(Outcome.failed(new ProviderFailure.Unavailable("X", "no answer", Optional.empty())));
    }

    @Test
    void whatItMakesNeedsNoChange() {
        var node = made();
        assertThat(document.metadataPatch(Nodes.object(node), WELL)).isEmpty();
        assertThat(document.statusDiffers(Nodes.object(node), WELL, NOW.plusSeconds(60)))
                .isFalse();
    }

    @Test
    void taintsInAnotherOrderAndOnesOfOthersAreNoReasonToWrite() {
        var node = made();
        var ours = node.at("/spec/taints").get(0);
        var taints = taints(node);
        taints.removeAll();
        taints.addObject().put("key", "node.kubernetes.io/unreachable").put("effect", "NoExecute");
        taints.add(ours);
        taints.addObject().put("key", "others").put("effect", "NoSchedule");
        assertThat(document.metadataPatch(Nodes.object(node), WELL)).isEmpty();
        var patch = Nodes.json(document.metadataPatch(Nodes.object(node), AWAY).orElseThrow());
        assertThat(patch.at("/metadata/resourceVersion").asString()).isEqualTo("7");
        assertThat(patch.at("/spec/taints")
                        .valueStream()
                        .map(taint -> taint.path("key").asString()))
                .containsExactlyInAnyOrder(
                        "virtual-kubelet.io/provider",
                        NodeDocument.UNREACHABLE_TAINT,
                        "node.kubernetes.io/unreachable",
                        "others");
    }

    @Test
    void noTaintsIsTheSameAsAnEmptyList() {
        var untainted = new NodeDocument(Nodes.OURS, Nodes.settings(Optional.empty()), Nodes.CAPACITY, Optional::empty);
        var node = (ObjectNode) Nodes.json(untainted.create(WELL, NOW));
        node.withObject("/spec").remove("taints");
        assertThat(untainted.metadataPatch(Nodes.object(node), WELL)).isEmpty();
    }

    @Test
    void aWrongTaintOfOursIsMendedOnce() {
        var node = made();
        taints(node).removeAll();
        taints(node).addObject().put("key", "virtual-kubelet.io/provider").put("effect", "NoExecute");
        taints(node).addObject().put("key", NodeDocument.UNREACHABLE_TAINT).put("effect", "NoSchedule");
        var patch = Nodes.json(document.metadataPatch(Nodes.object(node), WELL).orElseThrow());
        assertThat(patch.at("/spec/taints")).isEqualTo(made().at("/spec/taints"));
    }

    @Test
    void whatOthersAddToTheStatusAndHowTheServerSpellsItIsNoDifference() {
        var node = made();
        var status = (ObjectNode) node.path("status");
        status.withArray("/addresses").insertObject(0).put("type", "ExternalIP").put("address", "1.2.3.4");
        status.withArray("/conditions").addObject().put("type", "Foreign").put("status", "True");
        status.withObject("/capacity").put("memory", "1Gi").put("example.com/gpu", "2");
        status.withObject("/allocatable").put("memory", "1Gi");
        assertThat(document.statusDiffers(Nodes.object(node), WELL, NOW)).isFalse();
        status.withObject("/allocatable").put("memory", "2Gi");
        assertThat(document.statusDiffers(Nodes.object(node), WELL, NOW)).isTrue();
    }

    @Test
    void aPlatformThatIsAwayShowsInItsConditionAndNeverInReady() {
        var node = made();
        assertThat(document.statusDiffers(Nodes.object(node), AWAY, NOW)).isTrue();
        var later = Instant.parse("2030-01-01T01:00:00Z");
        var conditions = Nodes.json(document.statusPatch(Nodes.object(node), AWAY, later))
                .at("/status/conditions");
        var ready = condition(conditions, "Ready");
        assertThat(ready.path("status").asString()).isEqualTo("True");
        assertThat(ready.path("lastTransitionTime").asString()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(ready.path("lastHeartbeatTime").asString()).isEqualTo("2030-01-01T01:00:00Z");
        var platform = condition(conditions, NodeConditions.PROVIDER_AVAILABLE);
        assertThat(platform.path("status").asString()).isEqualTo("False");
        assertThat(platform.path("message").asString()).isEqualTo("provider simulated: no answer");
        assertThat(platform.path("lastTransitionTime").asString()).isEqualTo("2030-01-01T01:00:00Z");
    }

    @Test
    void theNodeIsWhereTheReplicaIsThatWritesIt() {
        var here = new KubeletEndpoint("10.0.0.2", 10250);
        var there = new KubeletEndpoint("10.0.0.3", 10250);
        var endpoint = new AtomicReference<>(Optional.of(here));
        var serving = new NodeDocument(Nodes.OURS, Nodes.WITHOUT_ADDRESS, Nodes.CAPACITY, endpoint::get);
        var node = (ObjectNode) Nodes.json(serving.create(WELL, NOW));
        assertThat(node.at("/status/addresses")).hasToString("[{\"type\":\"InternalIP\",\"address\":\"10.0.0.2\"}]");
        assertThat(node.at("/status/daemonEndpoints/kubeletEndpoint/Port").asInt())
                .isEqualTo(10250);
        assertThat(node.at("/status/declaredFeatures")).hasToString("[\"ExtendWebSocketsToKubelet\"]");
        assertThat(serving.statusDiffers(Nodes.object(node), WELL, NOW)).isFalse();
        endpoint.set(Optional.of(there));
        assertThat(serving.statusDiffers(Nodes.object(node), WELL, NOW)).isTrue();
        var fixed = new NodeDocument(Nodes.OURS, Nodes.SETTINGS, Nodes.CAPACITY, endpoint::get);
        assertThat(Nodes.json(fixed.create(WELL, NOW))
                        .at("/status/addresses/0/address")
                        .asString())
                .isEqualTo("10.0.0.1");
    }

    @Test
    void aFieldThatTheServerDoesNotKnowIsNotWrittenAgainAndAgain() {
        var serving = new NodeDocument(
                Nodes.OURS, Nodes.SETTINGS, Nodes.CAPACITY, () -> Optional.of(new KubeletEndpoint("10.0.0.1", 10250)));
        var node = (ObjectNode) Nodes.json(serving.create(WELL, NOW));
        node.withObject("/status").remove("declaredFeatures");
        assertThat(serving.statusDiffers(Nodes.object(node), WELL, NOW)).isFalse();
    }

    @Test
    void withoutAnAddressTheNodeHasItsNameOnly() {
        var nowhere = new NodeDocument(Nodes.OURS, Nodes.WITHOUT_ADDRESS, Nodes.CAPACITY, Optional::empty);
        var node = Nodes.json(nowhere.create(WELL, NOW));
        assertThat(node.at("/status/addresses")).hasToString("[{\"type\":\"Hostname\",\"address\":\"n1\"}]");
        assertThat(node.path("status").has("daemonEndpoints")).isFalse();
    }

    @Test
    void aSingleFailedPingSaysNothing() {
        assertThat(away(WELL).reachable()).isTrue();
        assertThat(AWAY.reachable()).isFalse();
    }

    @Test
    void capacityIsWhatTheConfigurationInsistsOnThenTheProvidersThenTheDefault() {
        assertThat(NodeCapacity.of(Nodes.SETTINGS, Optional.empty()))
                .isEqualTo(Map.of("cpu", "20", "memory", "100Gi", "pods", "1000"));
        assertThat(NodeCapacity.of(Nodes.SETTINGS, Optional.of(Map.of("cpu", "4", "pods", "10", "x/y", "1"))))
                .isEqualTo(Map.of("cpu", "4", "memory", "100Gi", "pods", "10", "x/y", "1"));
    }

    private static JsonNode condition(JsonNode conditions, String type) {
        return conditions
                .valueStream()
                .filter(condition -> condition.path("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static ArrayNode taints(ObjectNode node) {
        return node.withObject("/spec").withArray("taints");
    }

    private ObjectNode made() {
        return (ObjectNode) Nodes.json(document.create(WELL, NOW));
    }
}
