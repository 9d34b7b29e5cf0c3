package io.podbridge.app.bridge;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nodes of others than the bridge under test, and what a Node says. */
final class Nodes {
    static final String BRIDGE_ANNOTATION = "podbridge.io/bridge";
    static final String LEASES = "kube-node-lease";

    private Nodes() {}

    /** A Node as a kubelet makes it: nothing in it says that it is virtual. */
    static void machine(KubernetesClient admin, String name) {
        admin.resource(node(name, Map.of("kubernetes.io/hostname", name), Map.of()))
                .create();
        lease(admin, name, name, Instant.now(), 3600);
    }

    /** The Node of another bridge, whose lease was renewed then and is good for so many seconds. */
    static void ofBridge(KubernetesClient admin, String name, String bridge, Instant renewed, int seconds) {
        admin.resource(node(name, Map.of("type", "virtual-kubelet"), Map.of(BRIDGE_ANNOTATION, bridge)))
                .create();
        lease(admin, name, bridge, renewed, seconds);
    }

    private static Node node(String name, Map<String, String> labels, Map<String, String> annotations) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }

    private static void lease(KubernetesClient admin, String name, String holder, Instant renewed, int seconds) {
        admin.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(LEASES)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(holder)
                        .withLeaseDurationSeconds(seconds)
                        .withRenewTime(ZonedDateTime.ofInstant(renewed, ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .create();
    }

    /** Every Node and every lease of one, with its version: equal when nothing was written in between. */
    static Map<String, String> versions(KubernetesClient admin) {
        return Stream.concat(
                        admin.nodes().list().getItems().stream(),
                        admin.leases().inNamespace(LEASES).list().getItems().stream())
                .collect(Collectors.toMap(
                        object -> object.getKind() + " " + object.getMetadata().getName(),
                        object -> object.getMetadata().getResourceVersion()));
    }

    /** The status of a condition of the Node, if it has that. */
    static Optional<String> condition(Node node, String type) {
        return node.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .map(NodeCondition::getStatus)
                .findFirst();
    }

    /** The effect of a taint of the Node, if it has that. */
    static Optional<String> taint(Node node, String key) {
        return node.getSpec().getTaints().stream()
                .filter(taint -> taint.getKey().equals(key))
                .map(taint -> taint.getEffect())
                .findFirst();
    }
}
