package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.DeleteResult;
import io.podbridge.devcluster.api.ListOptions;
import io.podbridge.devcluster.api.ObjectPage;
import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.api.PatchResult;
import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.api.TokenIdentity;
import io.podbridge.devcluster.api.WatchOptions;
import io.podbridge.devcluster.api.WatchSink;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.store.Bounds;
import io.podbridge.devcluster.store.ObjectStore;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The API on objects in memory. Owns no thread: who starts it calls {@link #tick} about once a second. */
public final class ApiServer implements Api {
    private final ObjectStore store;
    private final Reads reads;
    private final Creation creation;
    private final Modification modification;
    private final Deletion deletion;
    private final Binding binding;
    private final Eviction eviction;
    private final Scales scales;
    private final Tokens tokens;

    private ApiServer(Clock clock, Bounds bounds) {
        store = new ObjectStore(clock, bounds);
        reads = new Reads(store);
        creation = new Creation(store, clock);
        modification = new Modification(store, clock, creation);
        deletion = new Deletion(store, clock);
        binding = new Binding(store, clock);
        eviction = new Eviction(store, deletion, clock);
        scales = new Scales(store, modification);
        tokens = new Tokens(store, clock);
    }

    /** An API with the objects that every cluster has from its beginning: namespaces, their ServiceAccounts, a Service. */
    public static ApiServer start(Clock clock) {
        return start(clock, Bounds.DEFAULT);
    }

    /** The same with bounds that a test can reach. */
    public static ApiServer start(Clock clock, Bounds bounds) {
        ApiServer server = new ApiServer(clock, bounds);
        InitialObjects.create(server);
        return server;
    }

    /** Sends bookmarks to the watches that asked for them and forgets what is over. */
    public void tick() {
        store.tick();
    }

    /** The resourceVersion of the last write. */
    public long revision() {
        return store.revision();
    }

    @Override
    public StoredObject get(ObjectKey key) {
        return reads.get(key);
    }

    @Override
    public StoredObject get(ObjectKey key, String subresource) {
        return subresource.equals("scale") ? scales.get(key) : reads.get(key);
    }

    @Override
    public ObjectPage list(ResourceType type, String namespace, ListOptions options) {
        return reads.list(type, namespace, options);
    }

    @Override
    public StoredObject create(ResourceType type, String namespace, ObjectNode body, WriteOptions options) {
        return creation.create(type, namespace, body.deepCopy(), options);
    }

    @Override
    public StoredObject update(ObjectKey key, String subresource, ObjectNode body, WriteOptions options) {
        return subresource.equals("scale")
                ? scales.update(key, body, options)
                : modification.update(key, subresource, body, options);
    }

    @Override
    public PatchResult patch(ObjectKey key, String subresource, Patch patch, WriteOptions options) {
        return subresource.equals("scale")
                ? scales.patch(key, patch, options)
                : modification.patch(key, subresource, patch, options);
    }

    @Override
    public DeleteResult delete(ObjectKey key, DeleteOptions options) {
        return deletion.delete(key, options);
    }

    @Override
    public void bind(ObjectKey pod, ObjectNode body, WriteOptions options) {
        binding.bind(pod, body, options);
    }

    @Override
    public DeleteResult evict(ObjectKey pod, ObjectNode body, WriteOptions options) {
        return eviction.evict(pod, body, options);
    }

    @Override
    public ObjectNode createToken(ObjectKey serviceAccount, ObjectNode tokenRequest, WriteOptions options) {
        return tokens.create(serviceAccount, tokenRequest.deepCopy());
    }

    @Override
    public Optional<TokenIdentity> identity(String token) {
        return tokens.identity(token);
    }

    @Override
    public Runnable watch(ResourceType type, String namespace, WatchOptions options, WatchSink sink) {
        return reads.watch(type, namespace, options, sink);
    }
}
