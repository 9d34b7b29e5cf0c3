package io.podbridge.core.feed;

import io.podbridge.core.config.SettingsReader;
import java.time.Duration;

/**
 * How the feed works, block {@code podbridge.feed}. Reasons and ranges are in {@code conf/podbridge.conf}.
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

    /** Reads the block; errors are in the reader. The node is that of {@code podbridge.node.name}. */
    public static FeedSettings read(SettingsReader reader, String node) {
        var settings = new FeedSettings(
                node,
                reader.oneOf("scope", WatchScope.class),
                reader.duration("resync-interval", Duration.ofSeconds(1), Duration.ofHours(1)),
                reader.duration("settle-time", Duration.ZERO, Duration.ofMinutes(1)),
                reader.duration("sweep-interval", Duration.ofSeconds(1), Duration.ofHours(1)),
                reader.duration("back-off-min", Duration.ofMillis(10), Duration.ofMinutes(1)),
                reader.duration("back-off-max", Duration.ofSeconds(1), Duration.ofMinutes(10)));
        reader.inOrder("back-off-min", settings.backOffMin, "back-off-max", settings.backOffMax);
        return settings;
    }
}
