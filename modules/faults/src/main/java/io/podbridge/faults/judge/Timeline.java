package io.podbridge.faults.judge;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The times of the places in the ledger: the record tells, often, how long the ledger is, by a clock that is never
 * wrong.
 */
final class Timeline {
    private final NavigableMap<Long, Long> millis = new TreeMap<>();
    private final NavigableMap<Long, String> faults = new TreeMap<>();

    /** At this time the ledger had this length. */
    void tick(long length, long atMillis) {
        millis.putIfAbsent(length, atMillis);
    }

    /** A fault began when the ledger had this length. */
    void fault(long length, String what) {
        faults.put(length, what);
    }

    /** The time by which what stands at this place of the ledger had been written. */
    long latestMillis(long place) {
        var after = millis.higherEntry(place);
        return after == null ? Long.MAX_VALUE / 2 : after.getValue();
    }

    /** The last fault that had begun by then; empty if there was none, or the place is nowhere. */
    String lastFault(long place) {
        var before = place == PodStory.NEVER ? null : faults.floorEntry(place);
        return before == null ? "" : before.getValue();
    }
}
