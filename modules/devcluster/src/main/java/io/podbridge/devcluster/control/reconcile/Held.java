package io.podbridge.devcluster.control.reconcile;

import io.podbridge.devcluster.api.StoredObject;
import org.jspecify.annotations.Nullable;

/** A version of an object, decoded by whoever asks first and once for all; the store's thread does not. */
final class Held {
    private @Nullable StoredObject stored;
    private @Nullable Observed observed;

    Held(StoredObject stored) {
        this.stored = stored;
    }

    synchronized Observed observed() {
        if (stored != null) {
            observed = Observed.of(stored);
            stored = null;
        }
        if (observed == null) {
            throw new IllegalStateException("neither stored nor observed");
        }
        return observed;
    }
}
