package io.podbridge.devcluster.api;

import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import tools.jackson.databind.node.ObjectNode;

/**
 * The verbs of the Kubernetes API on objects in memory, as kube-apiserver means them. Used by the HTTP routes and by
 * the scheduler and controllers alike.
 *
 * <p>All methods may be called from any thread, do not block on I/O, and return trees of the caller's own (changing one
 * changes nothing stored). What is refused is thrown as {@link ApiFailure}; nothing was changed then.
 */
public interface Api {

    StoredObject get(ObjectKey key);

    /** A consistent page of the objects of a kind; {@code namespace} is empty for all namespaces. */
    ObjectPage list(ResourceType type, String namespace, ListOptions options);

    /** Fills in defaults, validates and stores. A missing name is made from {@code generateName}. */
    StoredObject create(ResourceType type, String namespace, ObjectNode body, WriteOptions options);

    /**
     * Replaces the object, or with a subresource of {@code status}, {@code ""} or another that is stored, that part.
     */
    StoredObject update(ObjectKey key, String subresource, ObjectNode body, WriteOptions options);

    /** Applies a patch; may create the object when it is a server-side apply. */
    PatchResult patch(ObjectKey key, String subresource, Patch patch, WriteOptions options);

    /** Deletes as kube-apiserver does: at once, after a grace period, or when the last finalizer is gone. */
    DeleteResult delete(ObjectKey key, DeleteOptions options);

    /** {@code pods/binding}: puts a pod on a node. */
    void bind(ObjectKey pod, ObjectNode binding, WriteOptions options);

    /** {@code pods/eviction}: a graceful deletion (disruption budgets are not kept). */
    DeleteResult evict(ObjectKey pod, ObjectNode eviction, WriteOptions options);

    /**
     * Follows the objects of a kind. Events reach the sink in the order of their resourceVersion, one at a time.
     *
     * @return closes the watch; idempotent
     */
    Runnable watch(ResourceType type, String namespace, WatchOptions options, WatchSink sink);
}
