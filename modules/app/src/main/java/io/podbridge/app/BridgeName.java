package io.podbridge.app;

import io.podbridge.core.bridge.FoundingLease;
import java.util.Optional;
import java.util.Set;

/** Which bridge a replica belongs to, by what is written in the API server. Pure. */
sealed interface BridgeName {

    /**
     * This one.
     *
     * @param platformKey what marks its pods on the platform
     */
    record Known(String bridge, String platformKey) implements BridgeName {}

    /** None of those that may serve the node. */
    record Stranger(String why) implements BridgeName {}

    /**
     * What a replica can be called.
     *
     * @param configured the setting, which beats all else
     * @param derived as earlier versions called this bridge
     * @param fresh for a bridge of which nothing is written
     * @param places where its replicas are
     * @param takeOver the bridge that it may take the node over from
     */
    record Terms(
            Optional<String> configured, String derived, String fresh, Set<String> places, Optional<String> takeOver) {}

    /**
     * What the Node says, if there is one.
     *
     * @param bridge whose it is
     * @param platformKey what marks that bridge's pods on the platform, if not its name
     */
    record NodeWords(Optional<String> bridge, Optional<String> platformKey) {}

    /**
     * Decides.
     *
     * @param lease the founder's, if there is one
     */
    static BridgeName of(Optional<FoundingLease> lease, NodeWords node, Terms terms) {
        Optional<String> stored = lease.flatMap(FoundingLease::bridge);
        if (terms.configured().isPresent()) {
            return known(terms.configured().get(), lease, node, terms);
        }
        if (stored.isEmpty()) {
            return known(node.bridge().filter(terms.derived()::equals).orElse(terms.fresh()), lease, node, terms);
        }
        if (lease.get().knows(terms.places())) {
            return known(stored.get(), lease, node, terms);
        }
        return terms.takeOver().equals(stored)
                ? known(terms.fresh(), lease, node, terms)
                : new Stranger(stranger(stored.get(), lease.get().places(), terms.places()));
    }

    private static Known known(String name, Optional<FoundingLease> lease, NodeWords node, Terms terms) {
        return new Known(name, key(name, lease, node, terms));
    }

    /** Also half-way through a take-over, when some of what is written names the old bridge, and some the new one. */
    private static String key(String name, Optional<FoundingLease> lease, NodeWords node, Terms terms) {
        Optional<String> from = terms.takeOver()
                .filter(other -> !other.equals(name))
                .filter(other -> says(lease, other)
                        || node.bridge().filter(other::equals).isPresent());
        return keyOf(name, lease, node)
                .filter(key -> from.isEmpty() || !key.equals(name))
                .or(() -> from.flatMap(other -> keyOf(other, lease, node)))
                .or(() -> from)
                .orElse(name);
    }

    /** What is written of a bridge's key. */
    private static Optional<String> keyOf(String bridge, Optional<FoundingLease> lease, NodeWords node) {
        return lease.filter(held -> says(lease, bridge))
                .flatMap(FoundingLease::key)
                .or(() -> node.platformKey()
                        .filter(key -> node.bridge().filter(bridge::equals).isPresent()));
    }

    private static boolean says(Optional<FoundingLease> lease, String bridge) {
        return lease.flatMap(FoundingLease::bridge).filter(bridge::equals).isPresent();
    }

    private static String stranger(String bridge, Set<String> theirs, Set<String> ours) {
        return "the node belongs to the bridge " + bridge + ", whose replicas are at " + theirs
                + "; the seeds of this one are " + ours + ". If it is that bridge with another seed list, set"
                + " podbridge.cluster.identity = " + bridge + "; if that one has ended for good, set"
                + " podbridge.node.take-over = " + bridge + "; otherwise give this cluster another node.name";
    }
}
