package io.podbridge.core.node;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.JsonObjects;
import io.podbridge.core.kube.KubeApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Whose the node's name is, by its Node and its lease. A lease that has run out says that nobody renews it, not that
 * nothing runs: it is no reason to take a Node from another bridge. Pure.
 */
public sealed interface NodeClaim {

    /** It is this bridge's, or nobody's. */
    record Ours() implements NodeClaim {}

    /** It is another bridge's, which this one is told to take over. */
    record TakeOver(String from) implements NodeClaim {}

    /** It is somebody else's. */
    record Refused(String why) implements NodeClaim {}

    /**
     * What a replica finds at its start.
     *
     * @param takeOver the bridge that may be taken over
     */
    static NodeClaim of(
            Optional<ApiObject> node,
            Optional<ApiObject> lease,
            NodeIdentity identity,
            Optional<String> takeOver,
            Instant now) {
        Optional<String> living = lease.filter(held -> NodeLease.heldByAnother(held, identity))
                .filter(held -> NodeLease.fresh(held, now))
                .map(held -> NodeLease.holder(held) + ", which renewed its lease "
                        + age(held, now).toSeconds() + " s ago");
        if (node.isEmpty()) {
            return living.<NodeClaim>map(other -> new Refused(taken(identity, other, stopIt())))
                    .orElseGet(Ours::new);
        }
        return bridge(node.get())
                .map(owner -> of(owner, living, lease, identity, takeOver))
                .orElseGet(() -> virtual(node.get()) ? new Ours() : new Refused(machine(identity)));
    }

    private static NodeClaim of(
            String owner,
            Optional<String> living,
            Optional<ApiObject> lease,
            NodeIdentity identity,
            Optional<String> takeOver) {
        if (owner.equals(identity.bridge()) || heldByUs(lease, identity)) {
            return new Ours();
        }
        if (living.isPresent()) {
            return new Refused(taken(identity, living.get(), stopIt()));
        }
        return takeOver.filter(owner::equals).isPresent()
                ? new TakeOver(owner)
                : new Refused(taken(identity, owner, insteadOf(owner)));
    }

    /** A Node that names this bridge, or that names none and says itself that it is virtual. */
    static boolean mayBeOurs(ApiObject node, NodeIdentity identity) {
        return bridge(node).map(identity.bridge()::equals).orElseGet(() -> virtual(node));
    }

    /**
     * Whether another bridge serves the node, by two facts: the Node names it, and it renews the lease. One of them
     * alone is what a person may have written by mistake.
     */
    static boolean servedBy(String other, ApiObject node, ApiObject lease, Instant now) {
        return bridge(node).filter(other::equals).isPresent()
                && NodeLease.holder(lease).equals(other)
                && NodeLease.fresh(lease, now);
    }

    /** Whether this bridge holds the lease: then a Node that names another one was written by mistake. */
    static boolean heldByUs(Optional<ApiObject> lease, NodeIdentity identity) {
        return lease.filter(held -> NodeLease.holder(held).equals(identity.bridge()))
                .isPresent();
    }

    /**
     * Takes the node's lease for this bridge, at one moment for all: from then on the other bridge, if it lives after
     * all, sees that it has lost the node.
     *
     * @param lease the other bridge's, whose version is the fence; empty if it is gone
     */
    static CompletionStage<ApiResult<ApiObject>> takeLease(
            KubeApi api, NodeIdentity identity, Optional<ApiObject> lease, Duration duration, Instant now) {
        return lease.map(old -> api.replace(identity.leasePath(), NodeLease.renew(old, identity, duration, now)))
                .orElseGet(() ->
                        api.create(NodeIdentity.LEASES, NodeLease.create(identity, Optional.empty(), duration, now)));
    }

    /** Which platform the Node's pods run on, by its status: the provider's name. */
    static Optional<String> provider(ApiObject node) {
        return JsonObjects.text(node.json(), "status", "nodeInfo", "containerRuntimeVersion")
                .map(version -> version.split("://", 2)[0])
                .filter(name -> !name.isEmpty());
    }

    /** Whether the bridge that serves the node finds what this one started, by this one's key. */
    static boolean adopted(ApiObject node, NodeIdentity identity) {
        return platformKey(node).filter(identity.platformKey()::equals).isPresent();
    }

    /** What marks the pods of the bridge that the Node names on the platform, if not that bridge's name. */
    static Optional<String> platformKey(ApiObject node) {
        return JsonObjects.text(node.json(), "metadata", "annotations", NodeIdentity.PLATFORM_ANNOTATION);
    }

    /** Whether the node's lease says that a cluster of this bridge was at work within its duration. */
    static CompletionStage<Boolean> renewed(KubeApi api, NodeIdentity identity, Clock clock) {
        return api.get(identity.leasePath())
                .thenApply(lease -> KubeApi.found(lease)
                        .filter(held -> heldByUs(Optional.of(held), identity))
                        .filter(held -> NodeLease.fresh(held, clock.instant()))
                        .isPresent());
    }

    /** The bridge that the Node names. */
    static Optional<String> bridge(ApiObject node) {
        return JsonObjects.text(node.json(), "metadata", "annotations", NodeIdentity.BRIDGE_ANNOTATION);
    }

    private static Duration age(ApiObject lease, Instant now) {
        return Duration.between(NodeLease.renewedAt(lease), now);
    }

    private static String taken(NodeIdentity identity, String owner, String whatToDo) {
        return "node " + identity.name() + " belongs to the bridge " + owner + "; this is " + identity.bridge() + ": "
                + whatToDo;
    }

    private static String stopIt() {
        return "give this cluster another node.name, or stop the other one";
    }

    private static String insteadOf(String owner) {
        return "give this cluster another node.name. If " + owner
                + " has ended for good, set podbridge.node.take-over = " + owner
                + "; if this is that bridge, set podbridge.cluster.identity = " + owner;
    }

    private static String machine(NodeIdentity identity) {
        return "node " + identity.name() + " is registered by something else than podbridge (it has no label"
                + " type=virtual-kubelet): choose another node.name";
    }

    private static boolean virtual(ApiObject node) {
        return JsonObjects.text(node.json(), "metadata", "labels", "type")
                .filter("virtual-kubelet"::equals)
                .isPresent();
    }
}
