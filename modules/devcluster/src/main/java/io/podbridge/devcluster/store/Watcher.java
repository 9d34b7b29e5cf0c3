package io.podbridge.devcluster.store;

import io.podbridge.devcluster.api.WatchEvent;
import io.podbridge.devcluster.api.WatchSink;

/** One open watch. Guarded by the store's lock. */
final class Watcher {
    private final Selection selection;
    private final WatchSink sink;
    private final boolean bookmarks;
    /** Up to where it knows: an impossible resourceVersion of the future gets nothing until then. */
    private final long from;

    Watcher(Selection selection, WatchSink sink, boolean bookmarks, long from) {
        this.selection = selection;
        this.sink = sink;
        this.bookmarks = bookmarks;
        this.from = from;
    }

    Selection selection() {
        return selection;
    }

    /** Tells of it if it is in sight; false if the sink is full. */
    boolean offer(Change change) {
        if (change.revision() <= from) {
            return true;
        }
        return change.seenBy(selection).map(sink::next).orElse(true);
    }

    /** Tells of it if it is in sight; false if the sink is full. */
    boolean offer(WatchEvent event) {
        return sink.next(event);
    }

    boolean bookmark(long revision) {
        return !bookmarks || revision < from || sink.next(new WatchEvent.Bookmark(revision, false));
    }

    void end() {
        sink.end();
    }
}
