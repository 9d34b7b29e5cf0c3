package io.podbridge.core.feed;

import io.podbridge.core.wire.Wire;

/**
 * The feed in figures.
 *
 * @param node the node's name
 * @param complete whether the first list has come
 * @param pods how many pods the node has in the API server
 * @param lists how often they were listed
 * @param watches how often a watch was begun
 * @param closures how often the server ended one
 * @param wholeCluster whether the watch is of the whole cluster
 * @param heldAbsences how many pods are missing from the API server without being ended, since they are too many at
 *     once
 */
public record FeedView(
        String node,
        boolean complete,
        int pods,
        long lists,
        long watches,
        long closures,
        boolean wholeCluster,
        int heldAbsences)
        implements Wire {}
