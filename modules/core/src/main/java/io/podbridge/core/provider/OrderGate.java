package io.podbridge.core.provider;

import io.podbridge.core.bridge.Mandate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Keeps orders back while the bridge has no mandate: nothing is made, changed or ended then. They are carried out when
 * it has one again; of a pod only the last, which its entity still waits for. For one actor.
 */
final class OrderGate {
    private final Supplier<Mandate> mandate;
    private final Logger log;
    private final Map<String, ProviderCommand.Order> waiting = new LinkedHashMap<>();
    private boolean closed;

    OrderGate(Supplier<Mandate> mandate, Logger log) {
        this.mandate = mandate;
        this.log = log;
    }

    /** Whether this order may be carried out now; it is kept otherwise. */
    boolean admits(ProviderCommand.Order order) {
        boolean open = open();
        if (!open) {
            waiting.put(order.id().uid(), order);
        }
        return open;
    }

    /** The entity of this pod is gone from here: another one will order what it wants. */
    void letGo(String uid) {
        waiting.remove(uid);
    }

    /** The orders that have waited, if the mandate is held; to be asked for again and again. */
    List<ProviderCommand.Order> due() {
        if (!open()) {
            return List.of();
        }
        var due = List.copyOf(waiting.values());
        waiting.clear();
        return due;
    }

    /** Says so when that changes. */
    private boolean open() {
        return switch (mandate.get()) {
            case Mandate.Held() -> opened();
            case Mandate.Suspended(var why) -> closed(why);
            case Mandate.Lost(var why, var adopted) -> closed(why);
        };
    }

    private boolean opened() {
        if (closed) {
            log.warn("Pods are made, changed and ended again; {} orders have waited", waiting.size());
        }
        closed = false;
        return true;
    }

    private boolean closed(String why) {
        if (!closed) {
            log.warn("No pod is made, changed or ended from now on: {}. What runs goes on", why);
        }
        closed = true;
        return false;
    }
}
