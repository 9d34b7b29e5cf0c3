package io.podbridge.core.roster;

/** Reaches the roster of a shard, wherever in the cluster it lives; makes the shard where it has no home. */
@FunctionalInterface
public interface Rosters {
    /** Sends a digest to the roster of its shard. At most once, as every message between replicas. */
    void send(Digest digest);
}
