package io.podbridge.core.feed;

import java.time.Duration;

/**
 * How the feed works.
 *
 * @param node the node's name
 * @param scope what the watch asks for
 * @param resyncInterval between two times that every pod is shown again
 * @param settleTime after a change of the cluster, before every pod is shown again; more changes within it count as one
 * @param sweepInterval between two searches for pods on the platform that nobody wants
 * @param backOffMin the first pause after the API server failed to answer
 * @param backOffMax the longest
 */
public record FeedSettings(
        String node,
        WatchScope scope,
        Duration resyncInterval,
        Duration settleTime,
        Duration sweepInterval,
        Duration backOffMin,
        Duration backOffMax) {

    /** What the watch asks the API server for. */
    public enum WatchScope {
        /** The node's pods. */
        NODE,
        /** All pods of the cluster; those of other nodes are dropped here. */
        CLUSTER,
        /** The node's, until the server has closed that watch several times within a minute; then the cluster's. */
        AUTO
    }
}
