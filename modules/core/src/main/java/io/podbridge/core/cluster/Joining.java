package io.podbridge.core.cluster;

/**
 * How a replica comes into its cluster: it asks the seeds, and one of all replicas may found a cluster if none answers.
 */
public interface Joining {

    /** Whether there is nobody to ask: no seed, or only this replica itself. It founds at once. */
    boolean alone();

    /** Whether this replica is one of the seeds: only they may found. */
    boolean seed();

    /** Whether the seeds have let this replica in, or it has founded; it need not be Up yet. */
    boolean member();

    /** Whether this replica is Up, see {@link Membership#takesPart}. */
    boolean takesPart();

    /**
     * Asks the seeds; founds a cluster when all of them say that they have none, or when none has answered for
     * {@code pekko.cluster.seed-node-timeout}. To repeat it begins that time anew.
     */
    void found();

    /** Asks the seeds once; to be repeated until one lets this replica in. Ends an attempt to found. */
    void follow();

    /** Ends this process: the node is another bridge's. */
    void exitClaimed(String why);
}
