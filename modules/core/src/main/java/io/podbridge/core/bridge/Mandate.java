package io.podbridge.core.bridge;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether this bridge may make, change and end pods on the platform now. The node's lease is what it holds the mandate
 * by: who cannot read it does not know who serves the node. Pure.
 */
public sealed interface Mandate {

    /** The lease is this bridge's, and was seen so within its duration. */
    record Held() implements Mandate {}

    /** Nothing is made, changed or ended; what runs goes on. */
    record Suspended(String why) implements Mandate {}

    /**
     * Another bridge serves the node. Final: what this bridge runs is ended, and the process exits.
     *
     * @param adopted whether that bridge uses this one's key of the platform, and so has taken over what runs there
     */
    record Lost(String why, boolean adopted) implements Mandate {}

    /**
     * The mandate that follows from what is known.
     *
     * @param lost what was found of another bridge that serves the node
     * @param otherCluster why the API server is not this cluster's
     * @param otherHolder who holds the lease, if this bridge does not
     * @param sinceConfirmed since the lease was last seen to be this bridge's
     * @param leaseDuration after which the node's controller gives the node up
     */
    static Mandate of(
            Optional<Lost> lost,
            Optional<String> otherCluster,
            Optional<String> otherHolder,
            Duration sinceConfirmed,
            Duration leaseDuration) {
        if (lost.isPresent()) {
            return lost.get();
        }
        Optional<String> why = otherCluster
                .or(() -> otherHolder.map(holder -> "the node's lease is held by " + holder))
                .or(() -> Optional.of(sinceConfirmed)
                        .filter(since -> since.compareTo(leaseDuration) > 0)
                        .map(since -> "the node's lease could not be read for " + leaseDuration.toSeconds()
                                + " s: another bridge may serve the node"));
        return why.<Mandate>map(Suspended::new).orElseGet(Held::new);
    }
}
