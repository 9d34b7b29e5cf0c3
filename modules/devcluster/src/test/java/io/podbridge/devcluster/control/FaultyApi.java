package io.podbridge.devcluster.control;

import static io.podbridge.devcluster.resource.ResourceTypes.PODS;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.ApiFailure;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** An API that refuses to make pods and ends watches when the test says so. */
final class FaultyApi implements Api {

    private record Watch(ResourceType type, Runnable close, WatchSink sink) {}

    private final Api api;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    FaultyApi(Api api) {
        this.api = api;
    }

    /** The next so many pods. */
    void refuse(int count) {
        refusals.set(count);
    }

    int refused() {
        return refused.get();
    }

    boolean watching(ResourceType type) {
        return watches.stream().anyMatch(watch -> watch.type().equals(type));
    }

    void endWatches() {
        watches.forEach(watch -> {
            watches.remove(watch);
            watch.close().run();
            watch.sink().end();
        });
    }

    @Override
    public StoredObject get(ObjectKey key) {
        return api.get(key);
    }

    @Override
    public StoredObject get(ObjectKey key, String subresource) {
        return api.get(key, subresource);
    }

    @Override
    public ObjectPage list(ResourceType type, String namespace, ListOptions options) {
        return api.list(type, namespace, options);
    }

    @Override
    public StoredObject create(ResourceType type, String namespace, ObjectNode body, WriteOptions options) {
        if (type.equals(PODS) && refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            refused.incrementAndGet();
            throw new ApiFailure(500, "InternalError", "refused by the test", ApiFailure.Details.NONE);
        }
        return api.create(type, namespace, body, options);
    }

    @Override
    public StoredObject update(ObjectKey key, String subresource, ObjectNode body, WriteOptions options) {
        return api.update(key, subresource, body, options);
    }

    @Override
    public PatchResult patch(ObjectKey key, String subresource, Patch patch, WriteOptions options) {
        return api.patch(key, subresource, patch, options);
    }

    @Override
    public DeleteResult delete(ObjectKey key, DeleteOptions options) {
        return api.delete(key, options);
    }

    @Override
    public void bind(ObjectKey pod, ObjectNode binding, WriteOptions options) {
        api.bind(pod, binding, options);
    }

    @Override
    public DeleteResult evict(ObjectKey pod, ObjectNode eviction, WriteOptions options) {
        return api.evict(pod, eviction, options);
    }

    @Override
    public ObjectNode createToken(ObjectKey serviceAccount, ObjectNode tokenRequest, WriteOptions options) {
        return api.createToken(serviceAccount, tokenRequest, options);
    }

    @Override
    public Optional<TokenIdentity> identity(String token) {
        return api.identity(token);
    }

    @Override
    public Runnable watch(ResourceType type, String namespace, WatchOptions options, WatchSink sink) {
        var close = api.watch(type, namespace, options, sink);
        watches.add(new Watch(type, close, sink));
        return close;
    }
}
