package io.podbridge.devcluster.store;

import io.podbridge.devcluster.api.WatchEvent;
import io.podbridge.devcluster.api.WatchSink;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ObjectNode;

/**
 * All objects, in memory, with one resourceVersion that counts every write. Reads are lock-free and consistent; a
 * write or the beginning of a watch takes the lock for microseconds, and costs the same however many objects there
 * are. Thread-safe.
 */
public final class ObjectStore {
    private final Clock clock;
    private final Bounds bounds;
    /** By the class of the kind, which is found faster than the kind itself. */
    private final Map<Class<?>, TypeStore> types = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long revision = 1;

    public ObjectStore(Clock clock, Bounds bounds) {
        this.clock = clock;
        this.bounds = bounds;
    }

    /** The resourceVersion of the last write. */
    public long revision() {
        return revision;
    }

    public Optional<Stored> find(ObjectKey key) {
        return type(key.type()).snapshot().find(key.namespace(), key.name());
    }

    /** All objects of a kind as they are, at a resourceVersion from which a watch misses nothing. */
    public Snapshot snapshot(ResourceType type) {
        // read first: what is written in between is in the snapshot and comes again, which is better than missing it
        long atLeast = revision;
        Snapshot snapshot = type(type).snapshot();
        return new Snapshot(snapshot.objects(), Math.max(atLeast, snapshot.revision()));
    }

    /** As it was, if a page of it was kept, or if it has not changed since. */
    public Optional<Snapshot> snapshot(ResourceType type, long at) {
        Snapshot now = type(type).snapshot();
        if (now.revision() <= at && at <= revision) {
            return Optional.of(new Snapshot(now.objects(), at));
        }
        return type(type).pages().find(at);
    }

    /** Keeps a state for its further pages, within the bounds. */
    public void keep(ResourceType type, Snapshot snapshot) {
        type(type).pages().keep(snapshot, snapshot.revision());
    }

    /** Stores a new object; empty if there is one of its name already. */
    public Optional<Stored> insert(ObjectKey key, ObjectNode tree) {
        lock.lock();
        try {
            TypeStore type = type(key.type());
            if (type.snapshot().find(key.namespace(), key.name()).isPresent()) {
                return Optional.empty();
            }
            Stored object = Stored.of(key, revision + 1, tree);
            type.put(object, Optional.empty());
            revision = object.resourceVersion();
            return Optional.of(object);
        } finally {
            lock.unlock();
        }
    }

    /** Stores another version of an object; empty if it is no longer the one that was expected. */
    public Optional<Stored> replace(Stored expected, ObjectNode tree) {
        lock.lock();
        try {
            if (changed(expected)) {
                return Optional.empty();
            }
            Stored object = Stored.of(expected.key(), revision + 1, tree);
            type(expected.key().type()).put(object, Optional.of(expected));
            revision = object.resourceVersion();
            return Optional.of(object);
        } finally {
            lock.unlock();
        }
    }

    /** Removes an object and returns its last state; empty if it is no longer the one that was expected. */
    public Optional<Stored> remove(Stored expected) {
        lock.lock();
        try {
            if (changed(expected)) {
                return Optional.empty();
            }
            Stored last = expected.at(revision + 1);
            type(expected.key().type()).remove(last, expected);
            revision = last.resourceVersion();
            return Optional.of(last);
        } finally {
            lock.unlock();
        }
    }

    /** Where a watch begins. */
    public sealed interface Start {
        /** All objects are told of as added first; then, if wanted, a bookmark. */
        record Initial(boolean endBookmark) implements Start {}

        /** What changed after a resourceVersion. */
        record After(long revision) implements Start {}
    }

    /**
     * Follows what is selected; the sink is called under the lock.
     *
     * @return closes the watch; idempotent
     * @throws Forgotten if changes since its start are no longer known
     */
    public Runnable watch(ResourceType type, Selection selection, Start start, boolean bookmarks, WatchSink sink)
            throws Forgotten {
        lock.lock();
        try {
            Watcher watcher = begin(type(type), selection, start, bookmarks, sink);
            return () -> close(type, watcher);
        } finally {
            lock.unlock();
        }
    }

    private Watcher begin(
            TypeStore type, Selection selection, Start start, boolean bookmarks, WatchSink sink) throws Forgotten {
        return switch (start) {
            case Start.Initial(boolean endBookmark) -> {
                Watcher watcher = new Watcher(selection, sink, bookmarks, revision);
                boolean room = initial(type.snapshot().all(selection), watcher)
                        && (!endBookmark || watcher.offer(new WatchEvent.Bookmark(revision, true)));
                yield opened(type, watcher, room);
            }
            case Start.After(long after) -> {
                Watcher watcher = new Watcher(selection, sink, bookmarks, after);
                List<Change> missed = type.history()
                        .since(after)
                        .orElseThrow(() -> new Forgotten(after, type.history().oldest()));
                yield opened(type, watcher, missed.stream().allMatch(watcher::offer));
            }
        };
    }

    private static boolean initial(List<Stored> objects, Watcher watcher) {
        return objects.stream().allMatch(each -> watcher.offer(new WatchEvent.Change(WatchEvent.Type.ADDED, each)));
    }

    private static Watcher opened(TypeStore type, Watcher watcher, boolean room) {
        type.watchers().add(watcher);
        if (!room) {
            type.watchers().remove(watcher);
        }
        return watcher;
    }

    private void close(ResourceType type, Watcher watcher) {
        lock.lock();
        try {
            type(type).watchers().remove(watcher);
        } finally {
            lock.unlock();
        }
    }

    /** Sends bookmarks to those who asked for them, and forgets pages that nobody asked for in time. */
    public void tick() {
        lock.lock();
        try {
            types.values().forEach(each -> {
                each.watchers().bookmark(revision);
                each.pages().expire();
            });
        } finally {
            lock.unlock();
        }
    }

    private boolean changed(Stored expected) {
        return find(expected.key()).filter(now -> now == expected).isEmpty();
    }

    private TypeStore type(ResourceType type) {
        return types.computeIfAbsent(type.model(), absent -> new TypeStore(clock, bounds));
    }
}
