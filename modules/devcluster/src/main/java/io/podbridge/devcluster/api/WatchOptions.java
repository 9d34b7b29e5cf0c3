package io.podbridge.devcluster.api;

/**
 * The query of a watch, as it came: empty where absent.
 *
 * @param initialEvents {@code sendInitialEvents=true}
 */
public record WatchOptions(
        String labelSelector,
        String fieldSelector,
        String resourceVersion,
        String resourceVersionMatch,
        boolean initialEvents,
        boolean bookmarks) {}
