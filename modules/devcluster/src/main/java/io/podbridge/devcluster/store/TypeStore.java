package io.podbridge.devcluster.store;

import java.time.Clock;
import java.util.Optional;
import org.pcollections.TreePMap;

/** The objects of one kind. Reads take the snapshot; all else is guarded by the store's lock. */
final class TypeStore {
    private volatile Snapshot snapshot = new Snapshot(TreePMap.empty(), 0);
    private final History history;
    private final Watchers watchers = new Watchers();
    private final Pages pages;

    TypeStore(Clock clock, Bounds bounds) {
        history = new History(bounds.changes(), bounds.changedBytes());
        pages = new Pages(clock, bounds);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Pages pages() {
        return pages;
    }

    History history() {
        return history;
    }

    Watchers watchers() {
        return watchers;
    }

    void put(Stored object, Optional<Stored> before) {
        snapshot = snapshot.with(object);
        publish(new Change(object, before, false));
    }

    void remove(Stored last, Stored before) {
        snapshot = snapshot.without(last);
        publish(new Change(last, Optional.of(before), true));
    }

    private void publish(Change change) {
        history.add(change);
        watchers.publish(change);
    }
}
