package io.podbridge.core.feed;

import io.podbridge.core.config.SettingsReader;
import java.time.Duration;

/**
 * How the feed works, block {@code podbridge.feed}. Reasons and ranges are in {@code conf/podbridge.conf}.
 *
 * @param node the node's name
 * @param scope what the watch asks for
 * @param resyncInterval between two digests of a shard, at most
 * @param settleTime after a change of the cluster, before every shard gets a digest; more changes within it count as
 *     one
 * @param sweepInterval between two searches for pods on the platform that nobody wants
 * @param backOffMin the first pause after the API server failed to answer
 * @param backOffMax the longest
 * @param absenceShare of the node's pods, from 0 to 1, that may be missing from the API server within a minute, though
 *     nobody was seen to delete them, before none of them is ended any more
 * @param absenceMinimum so many may be missing however few pods the node has
 */
public record FeedSettings(
        String node,
        WatchScope scope,
        Duration resyncInterval,
        Duration settleTime,
        Duration sweepInterval,
        Duration backOffMin,
        Duration backOffMax,
        double absenceShare,
        int absenceMinimum) {

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
                reader.duration("back-off-max", Duration.ofSeconds(1), Duration.ofMinutes(10)),
                reader.integer("absence-percent", 1, 100) / 100.0,
                reader.integer("absence-minimum", 0, 100_000));
        reader.inOrder("back-off-min", settings.backOffMin, "back-off-max", settings.backOffMax);
        return settings;
    }
}
