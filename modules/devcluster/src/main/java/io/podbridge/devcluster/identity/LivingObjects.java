package io.podbridge.devcluster.identity;

import java.util.Optional;

/** Looks up what tokens are bound to. */
@FunctionalInterface
public interface LivingObjects {

    /**
     * The UID of the object, if it exists.
     *
     * @param kind a kind of the core group
     * @param namespace empty for cluster-scoped kinds
     */
    Optional<String> uid(String kind, String namespace, String name);
}
