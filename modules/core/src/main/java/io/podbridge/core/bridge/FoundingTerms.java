package io.podbridge.core.bridge;

import java.util.Optional;
import java.util.Set;

/**
 * What a replica writes into the {@link FoundingLease}, and whether it may hold it.
 *
 * @param namespace the Lease's
 * @param node the node's name
 * @param bridge this bridge's identity
 * @param platformKey what marks its pods on the platform
 * @param places where its replicas are
 * @param self this life of this replica: {@code host:port#uid}
 * @param candidate whether this replica may found: only seeds may, which the others ask
 * @param replaces the bridge whose Lease this one may take over
 */
public record FoundingTerms(
        String namespace,
        String node,
        String bridge,
        String platformKey,
        Set<String> places,
        String self,
        boolean candidate,
        Optional<String> replaces) {

    String collection() {
        return FoundingLease.collection(namespace);
    }

    String name() {
        return FoundingLease.name(node);
    }

    String path() {
        return collection() + "/" + name();
    }

    /** Whether a Lease with this identity may be held, and written, by this replica. */
    boolean accepts(String identity) {
        return identity.equals(bridge) || replaces.filter(identity::equals).isPresent();
    }

    /** The Lease as it should be. */
    FoundingLease lease(String holder) {
        return new FoundingLease(Optional.of(bridge), Optional.of(platformKey), places, holder, "");
    }

    /** Whether the Lease says of this bridge what it should. */
    boolean agrees(FoundingLease lease) {
        return lease.bridge().filter(bridge::equals).isPresent()
                && lease.key().filter(platformKey::equals).isPresent()
                && lease.knows(places);
    }
}
