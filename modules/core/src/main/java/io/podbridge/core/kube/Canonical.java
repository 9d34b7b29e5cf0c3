package io.podbridge.core.kube;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Gives equal values one instance, mostly: pods of one workload share labels, containers and images, and a node holds
 * thousands. A table of fixed size in which a newcomer takes the place of what was there; a race costs a duplicate.
 */
final class Canonical<T> {

    private final AtomicReferenceArray<@Nullable T> slots;

    /** {@code size}: a power of two. */
    Canonical(int size) {
        slots = new AtomicReferenceArray<>(size);
    }

    T of(T value) {
        int hash = value.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (slots.length() - 1);
        T known = slots.getPlain(slot);
        if (known != null && known.equals(value)) {
            return known;
        }
        slots.setRelease(slot, value);
        return value;
    }
}
