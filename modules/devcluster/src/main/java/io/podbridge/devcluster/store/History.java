package io.podbridge.devcluster.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The last changes of one kind, bounded in number and in bytes; the oldest go first. Guarded by the store's lock. */
final class History {
    private final int maxChanges;
    private final long maxBytes;
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private long bytes;
    /** The newest change that is forgotten. */
    private long forgotten;

    History(int maxChanges, long maxBytes) {
        this.maxChanges = maxChanges;
        this.maxBytes = maxBytes;
    }

    void add(Change change) {
        changes.addLast(change);
        bytes += size(change);
        while (changes.size() > maxChanges || (bytes > maxBytes && changes.size() > 1)) {
            Change oldest = changes.removeFirst();
            bytes -= size(oldest);
            forgotten = oldest.revision();
        }
    }

    /** All changes after a resourceVersion, oldest first; empty if some of them are forgotten. */
    Optional<List<Change>> since(long revision) {
        if (revision < forgotten) {
            return Optional.empty();
        }
        List<Change> later = new ArrayList<>();
        Iterator<Change> newestFirst = changes.descendingIterator();
        while (newestFirst.hasNext()) {
            Change change = newestFirst.next();
            if (change.revision() <= revision) {
                break;
            }
            later.add(change);
        }
        return Optional.of(later.reversed());
    }

    /** The resourceVersion from which on nothing is missing. */
    long oldest() {
        return forgotten;
    }

    private static long size(Change change) {
        return change.object().json().length;
    }
}
