package io.podbridge.devcluster.control.reconcile;

import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What a controller knows and decides, without I/O. Used by one {@link ReconcileLoop} alone, from one thread at a time.
 *
 * <p>Level-triggered: {@link #decide} looks at what is, not at what happened; to ask once too often does no harm.
 */
public interface Controller {

    /** As its writes and events name it, for example {@code deployment-controller}. */
    String name();

    /** The kinds it follows; no decision is asked for before all objects of these kinds are known. */
    List<ResourceType> watches();

    /** Takes note of a change. The cost must not grow with the number of objects. */
    Collection<ObjectKey> observe(Change change, Instant now);

    /** What is to be done about one object, which may be gone. */
    Decision decide(ObjectKey key, Instant now);
}
