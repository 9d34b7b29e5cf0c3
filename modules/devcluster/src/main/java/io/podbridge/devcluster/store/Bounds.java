package io.podbridge.devcluster.store;

import java.time.Duration;

/**
 * What the store keeps besides the objects.
 *
 * @param changes how many changes of each kind a watch may catch up on; a watch from further back gets 410
 * @param changedBytes how many bytes the objects in those changes may have
 * @param pages how many lists of each kind may be paged through at a time; a page of another gets 410
 * @param pageLife how long a list may be paged through
 */
public record Bounds(int changes, long changedBytes, int pages, Duration pageLife) {
    /** The history of 50,000 pods that start, and the five minutes after which etcd is compacted. */
    public static final Bounds DEFAULT = new Bounds(50_000, 128L << 20, 32, Duration.ofMinutes(5));
}
