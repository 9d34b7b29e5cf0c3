package io.podbridge.devcluster.store;

import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The states of one kind that clients are paging through; bounded, and each for a while only. Thread-safe. */
final class Pages {
    private record Kept(Snapshot snapshot, Instant until) {}

    private final Clock clock;
    private final Bounds bounds;
    private final Map<Long, Kept> kept = new LinkedHashMap<>();

    Pages(Clock clock, Bounds bounds) {
        this.clock = clock;
        this.bounds = bounds;
    }

    synchronized void keep(Snapshot snapshot, long revision) {
        expire();
        kept.remove(revision);
        kept.put(revision, new Kept(snapshot, clock.instant().plus(bounds.pageLife())));
        if (kept.size() > bounds.pages()) {
            Iterator<Long> oldest = kept.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized Optional<Snapshot> find(long revision) {
        expire();
        return Optional.ofNullable(kept.get(revision)).map(Kept::snapshot);
    }

    synchronized void expire() {
        Instant now = clock.instant();
        kept.values().removeIf(each -> !now.isBefore(each.until()));
    }
}
