package io.podbridge.core.feed;

import io.podbridge.core.feed.FeedSettings.WatchScope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Counts how the watch fares, and decides its scope. A watch of one node's pods has room for ten events in the API
 * server, which closes it when it falls behind; that of the whole cluster has room for hundreds
 * (docs/decisions/0005-watch-scope.md). Not thread-safe.
 */
final class WatchHealth {
    /** So many closures within {@link #WINDOW} show that the narrow watch cannot keep up. */
    private static final int TOO_MANY = 3;

    /** More often than this the next watch waits a little. */
    private static final int OFTEN = 10;

    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private final Deque<Long> closures = new ArrayDeque<>();
    private final WatchScope scope;
    private boolean wide;
    private long lists;
    private long watches;
    private long closed;

    WatchHealth(WatchScope scope) {
        this.scope = scope;
        this.wide = scope == WatchScope.CLUSTER;
    }

    void listing() {
        lists++;
    }

    void watching() {
        watches++;
    }

    /** The server ended the watch at this time, in nanoseconds. */
    void closed(long now) {
        closed++;
        closures.addLast(now);
        while (now - closures.getFirst() > WINDOW) {
            closures.removeFirst();
        }
        if (scope == WatchScope.AUTO && closures.size() >= TOO_MANY) {
            wide = true;
        }
    }

    /** Whether it was closed so often within the window that making it anew at once would be a loop. */
    boolean closedOften() {
        return closures.size() > OFTEN;
    }

    boolean wholeCluster() {
        return wide;
    }

    FeedView view(String node, boolean complete, int pods, int heldAbsences) {
        return new FeedView(node, complete, pods, lists, watches, closed, wide, heldAbsences);
    }
}
