package io.podbridge.devcluster.control.reconcile;

import io.podbridge.devcluster.resource.ObjectKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a loop has not looked at yet: of each object the newest version only, so that it is bounded by the number of
 * objects. Thread-safe.
 */
final class Inbox {
    private final Runnable wake;
    private Map<ObjectKey, Optional<Held>> waiting = new LinkedHashMap<>();

    /** @param wake called when there is something to look at, and again only after it was; must not block */
    Inbox(Runnable wake) {
        this.wake = wake;
    }

    synchronized void put(ObjectKey key, Optional<Held> held) {
        boolean first = waiting.isEmpty();
        waiting.put(key, held);
        if (first) {
            wake.run();
        }
    }

    /** Lets the loop look, though there is nothing new. */
    void wake() {
        wake.run();
    }

    synchronized Map<ObjectKey, Optional<Held>> take() {
        if (waiting.isEmpty()) {
            return Map.of();
        }
        var taken = waiting;
        waiting = new LinkedHashMap<>();
        return taken;
    }
}
