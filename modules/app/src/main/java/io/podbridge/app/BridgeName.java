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
     * Decides.
     *
     * @param lease the founder's, if there is one
     * @param nodeBridge what the Node says, if there is one
     */
    static BridgeName of(Optional<FoundingLease> lease, Optional<String> nodeBridge, Terms terms) {
        Optional<String> stored = lease.flatMap(FoundingLease::bridge);
        if (terms.configured().isPresent()) {
            String name = terms.configured().get();
            return new Known(
                    name,
                    lease.filter(held -> stored.equals(terms.configured()))
                            .flatMap(FoundingLease::key)
                            .orElse(name));
        }
        if (stored.isEmpty()) {
            String name = nodeBridge.filter(terms.derived()::equals).orElse(terms.fresh());
            return new Known(name, name);
        }
        if (lease.get().knows(terms.places())) {
            return new Known(stored.get(), lease.get().key().orElse(stored.get()));
        }
        return terms.takeOver().equals(stored)
                ? new Known(terms.fresh(), terms.fresh())
                : new Stranger(stranger(stored.get(), lease.get().places(), terms.places()));
    }

    private static String stranger(String bridge, Set<String> theirs, Set<String> ours) {
        return "the node belongs to the bridge " + bridge + ", whose replicas are at " + theirs
                + "; the seeds of this one are " + ours + ". If it is that bridge with another seed list, set"
                + " podbridge.cluster.identity = " + bridge + "; if that one has ended for good, set"
                + " podbridge.node.take-over = " + bridge + "; otherwise give this cluster another node.name";
    }
}
