package io.podbridge.core.status;

import java.util.ArrayDeque;
import java.util.Queue;

/** The writes of one namespace: an admission webhook that hangs for it holds up nobody else's. Not thread-safe. */
final class NamespaceWrites {
    /** A task, and whether the server gave no answer to it before. */
    record Attempt(StatusWriter.Task task, boolean again) {}

    private final Queue<Attempt> waiting = new ArrayDeque<>();
    private final Door door;
    private int inFlight;

    NamespaceWrites(Door door) {
        this.door = door;
    }

    Door door() {
        return door;
    }

    int waiting() {
        return waiting.size();
    }

    void add(Attempt attempt) {
        waiting.add(attempt);
    }

    /** One more is under way. */
    Attempt next() {
        inFlight++;
        return waiting.remove();
    }

    /** One is no more under way. */
    void ended() {
        inFlight--;
    }

    /** Nothing is to be remembered of it. */
    boolean idle() {
        return waiting.isEmpty() && inFlight == 0 && door.passable();
    }

    /**
     * Whether one may be sent: three quarters of the places that the others leave are a namespace's, so that there is
     * one left for whoever comes next.
     *
     * @param places how many writes may be under way
     * @param taken how many are
     */
    boolean ready(int places, int taken) {
        int others = taken - inFlight;
        int share = Math.max(1, (places - others) * 3 / 4);
        return !waiting.isEmpty() && door.passable() && taken < places && inFlight < share;
    }
}
