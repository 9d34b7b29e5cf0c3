package io.podbridge.core.events;

import java.time.Duration;
import java.time.Instant;

/**
 * One event, however often it happens, and how far the API server knows of it. Not thread-safe: it belongs to the
 * {@link EventQueue}.
 */
final class Series {

    /** Whether somebody is about to write it. */
    enum Phase {
        /** Nobody. */
        IDLE,
        /** It is in the queue. */
        WAITING,
        /** The write is under way. */
        UNDER_WAY,
        /** The write is under way, and another is due after it: it happened again meanwhile. */
        UNDER_WAY_AND_AGAIN
    }

    private final EventKey key;
    private final Instant first;
    private Instant last;
    private String name;
    private int count;
    private boolean made;
    private Phase phase = Phase.IDLE;

    Series(EventKey key, String name, Instant now) {
        this.key = key;
        this.name = name;
        this.first = now;
        this.last = now;
    }

    EventKey key() {
        return key;
    }

    String name() {
        return name;
    }

    Instant first() {
        return first;
    }

    Instant last() {
        return last;
    }

    int count() {
        return count;
    }

    /** Whether the API server has it. */
    boolean made() {
        return made;
    }

    Phase phase() {
        return phase;
    }

    boolean underWay() {
        return phase == Phase.UNDER_WAY || phase == Phase.UNDER_WAY_AND_AGAIN;
    }

    boolean quietSince(Instant now, Duration window) {
        return Duration.between(last, now).compareTo(window) > 0;
    }

    void happened(Instant now) {
        count++;
        last = now;
    }

    void become(Phase next) {
        phase = next;
    }

    void isMade() {
        made = true;
    }

    /** The API server has it no more: the next write makes it anew. */
    void isLost(String newName) {
        made = false;
        name = newName;
    }
}
