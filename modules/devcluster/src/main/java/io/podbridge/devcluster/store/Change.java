package io.podbridge.devcluster.store;

import io.podbridge.devcluster.api.WatchEvent;
import java.util.Optional;

/** A write: what an object was before, and what became of it. Holds the events that it means to the watches. */
final class Change {
    private final Stored object;
    private final Optional<Stored> before;
    private final boolean deletion;
    private Optional<WatchEvent> left = Optional.empty();

    /** For a deletion, the object is its last state; it has the resourceVersion of the write in any case. */
    Change(Stored object, Optional<Stored> before, boolean deletion) {
        this.object = object;
        this.before = before;
        this.deletion = deletion;
    }

    long revision() {
        return object.resourceVersion();
    }

    Stored object() {
        return object;
    }

    Optional<Stored> before() {
        return before;
    }

    /** What a watch sees of it: an object also comes and goes when its labels or fields begin or cease to match. */
    Optional<WatchEvent> seenBy(Selection selection) {
        boolean was = before.filter(selection::matches).isPresent();
        boolean is = !deletion && selection.matches(object);
        if (is) {
            return Optional.of(new WatchEvent.Change(was ? WatchEvent.Type.MODIFIED : WatchEvent.Type.ADDED, object));
        }
        return was ? Optional.of(left()) : Optional.empty();
    }

    /** An object that goes out of sight is told of as it was last seen, at the resourceVersion of the write. */
    private WatchEvent left() {
        if (left.isEmpty()) {
            Stored last = deletion ? object : before.orElseThrow().at(revision());
            left = Optional.of(new WatchEvent.Change(WatchEvent.Type.DELETED, last));
        }
        return left.get();
    }
}
