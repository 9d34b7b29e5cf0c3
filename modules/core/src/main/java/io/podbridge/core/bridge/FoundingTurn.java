package io.podbridge.core.bridge;

import java.util.Optional;

/** What a replica that is not Up yet does about the founding of its cluster. Pure. */
enum FoundingTurn {
    /** There is no Lease: make it, with this replica as its holder. */
    CREATE,
    /** Nobody holds it, or nobody any more: take it. */
    TAKE,
    /** This replica holds it, and may found. */
    HOLD,
    /** Another one may found: ask the seeds. */
    FOLLOW,
    /** The Lease is another bridge's. */
    REFUSE;

    /**
     * Decides.
     *
     * @param lease as it was read; empty if there is none
     * @param terms what this replica is
     * @param unchanged whether the Lease has been as it is for its whole duration, by this replica's own clock: those
     *     of two machines need not agree
     * @param clusterMayLive whether a cluster of this bridge may be at work, which no second one must be founded beside
     */
    static FoundingTurn of(
            Optional<FoundingLease> lease, FoundingTerms terms, boolean unchanged, boolean clusterMayLive) {
        if (lease.isEmpty()) {
            return terms.candidate() && !clusterMayLive ? CREATE : FOLLOW;
        }
        if (lease.get().bridge().filter(other -> !terms.accepts(other)).isPresent()) {
            return REFUSE;
        }
        String holder = lease.get().holder();
        if (holder.equals(terms.self())) {
            return HOLD;
        }
        boolean free = holder.isEmpty() || unchanged || address(holder).equals(address(terms.self()));
        return free && terms.candidate() && !clusterMayLive ? TAKE : FOLLOW;
    }

    /** An earlier life at the same address is over. */
    private static String address(String life) {
        int end = life.lastIndexOf('#');
        return end < 0 ? life : life.substring(0, end);
    }
}
