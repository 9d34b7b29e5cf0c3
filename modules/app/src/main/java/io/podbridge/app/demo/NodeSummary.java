package io.podbridge.app.demo;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import java.util.Optional;

/** A node in a few words. */
final class NodeSummary {
    private NodeSummary() {}

    /** For example {@code Ready at 127.0.0.1}; {@code NotReady, SchedulingDisabled}. */
    static String of(Node node) {
        boolean ready = Cluster.ready(node).orElse("").equals("True");
        boolean cordoned =
                node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
        return (ready ? "Ready" : "NotReady")
                + address(node).map(address -> " at " + address).orElse("")
                + (cordoned ? ", SchedulingDisabled" : "");
    }

    private static Optional<String> address(Node node) {
        return Optional.ofNullable(node.getStatus()).stream()
                .flatMap(status -> status.getAddresses().stream())
                .filter(address -> address.getType().equals("InternalIP"))
                .map(NodeAddress::getAddress)
                .findFirst();
    }
}
