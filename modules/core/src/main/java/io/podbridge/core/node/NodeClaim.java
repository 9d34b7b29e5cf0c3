package io.podbridge.core.node;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.JsonObjects;
import java.time.Instant;
import java.util.Optional;

/** Whose Node an existing one is. Pure. */
public final class NodeClaim {

    private NodeClaim() {}

    /** A Node that names this bridge, or that names none and says itself that it is virtual. */
    static boolean mayBeOurs(ApiObject node, NodeIdentity identity) {
        return bridge(node).map(identity.bridge()::equals).orElseGet(() -> virtual(node));
    }

    /**
     * Why this replica must not serve the node: another bridge does, or a machine. Empty if nothing speaks against it;
     * a bridge whose lease has run out is dead, and its Node may be taken over.
     */
    public static Optional<String> objection(
            ApiObject node, Optional<ApiObject> lease, NodeIdentity identity, Instant now) {
        boolean served = lease.filter(held -> NodeLease.heldByAnother(held, identity) && NodeLease.fresh(held, now))
                .isPresent();
        return mayBeOurs(node, identity) || (!served && bridge(node).isPresent())
                ? Optional.empty()
                : Optional.of(conflict(node, identity));
    }

    static String conflict(ApiObject node, NodeIdentity identity) {
        return bridge(node)
                .map(other -> "node " + identity.name() + " belongs to the bridge " + other + ", this is "
                        + identity.bridge() + ": give this cluster another node.name, or stop the other one")
                .orElseGet(() -> "node " + identity.name() + " is registered by something else than podbridge (it has "
                        + "no label type=virtual-kubelet): choose another node.name");
    }

    private static Optional<String> bridge(ApiObject node) {
        return JsonObjects.text(node.json(), "metadata", "annotations", NodeIdentity.BRIDGE_ANNOTATION);
    }

    private static boolean virtual(ApiObject node) {
        return JsonObjects.text(node.json(), "metadata", "labels", "type")
                .filter("virtual-kubelet"::equals)
                .isPresent();
    }
}
