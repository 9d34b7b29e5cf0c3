package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.podbridge.testkit.cluster.LocalReplica;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The Node object: as configured, beside what others put there, and put right whatever is done to it. */
@WithControlPlane(exclusive = true)
class NodeIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String OWN_TAINT = "virtual-kubelet.io/provider";
    private static final String UNREACHABLE_TAINT = "podbridge.io/provider-unreachable";
    private static final String NOT_SERVING_TAINT = "podbridge.io/not-serving";

    @Test
    void registersOneNodeAsConfiguredAndLeavesWhatOthersPutThere(ControlPlane controlPlane) {
        try (var bridge = Bridge.start(
                controlPlane,
                2,
                "node.labels.zone=a",
                "node.taint.value=edge",
                "node.capacity.cpu=7",
                "node.address=192.0.2.7")) {
            assertThat(bridge.admin().nodes().list().getItems()).singleElement().satisfies(NodeIT::assertAsConfigured);
            decorate(bridge);
            reconcile(bridge);
            reconcile(bridge);
            assertDecorated(bridge.node());
            assertAsConfigured(bridge.node());
        }
    }

    private static void assertAsConfigured(Node node) {
        assertThat(node.getMetadata().getLabels())
                .contains(
                        entry("type", "virtual-kubelet"),
                        entry("kubernetes.io/role", "agent"),
                        entry("kubernetes.io/hostname", Bridge.NODE),
                        entry("kubernetes.io/os", "linux"),
                        entry("zone", "a"))
                .containsKey("kubernetes.io/arch");
        assertThat(node.getMetadata().getAnnotations().get(Nodes.BRIDGE_ANNOTATION))
                .startsWith("podbridge-");
        assertThat(Nodes.taint(node, OWN_TAINT)).contains("NoSchedule");
        var status = node.getStatus();
        assertThat(status.getCapacity())
                .contains(
                        entry("cpu", new Quantity("7")),
                        entry("memory", new Quantity("100Gi")),
                        entry("pods", new Quantity("20k")));
        assertThat(status.getAllocatable()).isEqualTo(status.getCapacity());
        assertThat(status.getAddresses())
                .anyMatch(address -> address.getType().equals("InternalIP")
                        && address.getAddress().equals("192.0.2.7"));
        assertThat(status.getNodeInfo().getKubeletVersion()).endsWith("-podbridge");
        assertThat(status.getNodeInfo().getContainerRuntimeVersion()).startsWith("simulated://");
        assertThat(status.getNodeInfo().getOperatingSystem()).isEqualTo("linux");
    }

    /** What an administrator, an autoscaler and node-problem-detector do. */
    private static void decorate(Bridge bridge) {
        bridge.admin()
                .nodes()
                .withName(Bridge.NODE)
                .edit(node -> new NodeBuilder(node)
                        .editMetadata()
                        .addToLabels("team", "edge")
                        .addToAnnotations("example.org/owner", "me")
                        .endMetadata()
                        .editSpec()
                        .addNewTaint("NoExecute", "example.org/broken", null, "true")
                        .endSpec()
                        .build());
        bridge.admin()
                .nodes()
                .withName(Bridge.NODE)
                .editStatus(node -> new NodeBuilder(node)
                        .editStatus()
                        .addNewCondition()
                        .withType("KernelDeadlock")
                        .withStatus("False")
                        .endCondition()
                        .endStatus()
                        .build());
    }

    private static void assertDecorated(Node node) {
        assertThat(node.getMetadata().getLabels()).containsEntry("team", "edge");
        assertThat(node.getMetadata().getAnnotations()).containsEntry("example.org/owner", "me");
        assertThat(Nodes.taint(node, "example.org/broken")).contains("NoExecute");
        assertThat(Nodes.condition(node, "KernelDeadlock")).contains("False");
    }

    /** Damages what is the bridge's, and waits until it is put right: so the bridge has looked once more. */
    private static void reconcile(Bridge bridge) {
        bridge.admin()
                .nodes()
                .withName(Bridge.NODE)
                .edit(node -> new NodeBuilder(node)
                        .editMetadata()
                        .addToLabels("kubernetes.io/role", "damaged")
                        .endMetadata()
                        .editSpec()
                        .removeMatchingFromTaints(taint -> taint.getKey().equals(OWN_TAINT))
                        .endSpec()
                        .build());
        bridge.admin()
                .nodes()
                .withName(Bridge.NODE)
                .editStatus(node -> new NodeBuilder(node)
                        .editStatus()
                        .editMatchingCondition(condition -> condition.getType().equals("Ready"))
                        .withStatus("False")
                        .endCondition()
                        .addToCapacity("cpu", new Quantity("1"))
                        .endStatus()
                        .build());
        Bridge.await("the damage to be put right", SOON).untilAsserted(() -> assertAsConfigured(put(bridge)));
    }

    private static Node put(Bridge bridge) {
        Node node = bridge.node();
        assertThat(node.getMetadata().getLabels()).containsEntry("kubernetes.io/role", "agent");
        assertThat(Nodes.condition(node, "Ready")).contains("True");
        return node;
    }

    @Test
    void makesADeletedNodeAgainWithItsLeaseWhileThePodsGoOn(ControlPlane controlPlane) {
        try (var bridge = Bridge.start(controlPlane, 1)) {
            var load = new PodLoad(bridge.admin(), Map.of()).makeNow(5);
            bridge.awaitRunning(5);
            var lease = bridge.admin().leases().inNamespace(Nodes.LEASES).withName(Bridge.NODE);
            Bridge.await("the lease", SOON).until(() -> lease.get() != null);
            var ledger = bridge.audit().counts();
            String before = bridge.node().getMetadata().getUid();
            bridge.admin().nodes().withName(Bridge.NODE).delete();
            lease.delete(); // as the garbage collector does, which these tests do without
            Bridge.await("another Node, with its lease", SOON).until(() -> {
                String uid = bridge.node().getMetadata().getUid();
                return !uid.equals(before)
                        && lease.get()
                                .getMetadata()
                                .getOwnerReferences()
                                .getFirst()
                                .getUid()
                                .equals(uid);
            });
            bridge.awaitNodeReady();
            assertThat(bridge.pods("Running"))
                    .extracting(pod -> pod.getMetadata().getUid())
                    .containsExactlyInAnyOrderElementsOf(load.uids());
            assertThat(bridge.audit().counts()).isEqualTo(ledger);
        }
    }

    @Test
    void saysThatItServesNoPodsWhileTheProviderDoesNotAnswerWithoutGivingUpItsPods(ControlPlane controlPlane)
            throws IOException {
        try (var bridge = Bridge.start(controlPlane, 1, "pods.ping-interval=1s", "provider-calls.ping-timeout=1s")) {
            var load = new PodLoad(bridge.admin(), Map.of()).makeNow(3);
            bridge.awaitRunning(3);
            Bridge.await("the lease", SOON).until(() -> bridge.lease() != null);
            awaitProvider(bridge, "True", Optional.empty());
            try (var witness = new NodeWitness(bridge)) {
                Path unhealthy = Files.createFile(bridge.ledger().resolve("unhealthy"));
                awaitProvider(bridge, "False", Optional.of("NoSchedule"));
                awaitEvent(bridge, "Warning", "NoReplicaServes");
                assertThat(bridge.pods("Running")).hasSize(3);
                Files.delete(unhealthy);
                awaitProvider(bridge, "True", Optional.empty());
                awaitEvent(bridge, "Normal", "ReplicasServe");
                assertThat(witness.wrong())
                        .as("looks at which the node was not Ready")
                        .isEmpty();
            }
            bridge.awaitRunning(3);
            bridge.assertCreatedOnce(load.uids());
        }
    }

    private static void awaitProvider(Bridge bridge, String available, Optional<String> taint) {
        Bridge.await("ProviderAvailable=" + available, SOON).untilAsserted(() -> {
            Node node = bridge.node();
            assertThat(Nodes.condition(node, "ProviderAvailable")).contains(available);
            assertThat(Nodes.condition(node, "PodsServed")).contains(available);
            assertThat(Nodes.taint(node, UNREACHABLE_TAINT)).isEqualTo(taint);
            assertThat(Nodes.taint(node, NOT_SERVING_TAINT)).isEqualTo(taint);
            assertThat(Nodes.condition(node, "Ready")).contains("True");
        });
    }

    private static void awaitEvent(Bridge bridge, String type, String reason) {
        Bridge.await("the Event " + reason + " of the Node", SOON)
                .untilAsserted(() -> assertThat(bridge.events(Bridge.NODE))
                        .filteredOn(event -> event.getInvolvedObject().getKind().equals("Node"))
                        .extracting(Event::getType, Event::getReason)
                        .contains(tuple(type, reason)));
    }

    @Test
    void removesTheNodeWithTheLastReplicaIfToldTo(ControlPlane controlPlane) {
        try (var bridge = Bridge.start(controlPlane, 2, "node.deregister-on-exit=true")) {
            try (var probe = EntityProbe.join(bridge)) {
                probe.awaitUp(2);
            }
            String uid = bridge.node().getMetadata().getUid();
            stop(bridge.cluster().replica(0));
            assertThat(bridge.node().getMetadata().getUid()).isEqualTo(uid);
            stop(bridge.cluster().replica(1));
            assertThat(bridge.admin().nodes().list().getItems()).isEmpty();
        }
    }

    @Test
    void leavesTheNodeOtherwise(ControlPlane controlPlane) {
        try (var bridge = Bridge.start(controlPlane, 1)) {
            String uid = bridge.node().getMetadata().getUid();
            stop(bridge.cluster().replica(0));
            assertThat(bridge.node().getMetadata().getUid()).isEqualTo(uid);
        }
    }

    private static void stop(LocalReplica replica) {
        replica.terminate();
        assertThat(replica.awaitExit(Duration.ofMinutes(2)))
                .as(replica.tail(40))
                .hasValue(143);
    }
}
