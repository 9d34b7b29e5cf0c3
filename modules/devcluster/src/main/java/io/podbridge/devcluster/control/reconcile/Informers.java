package io.podbridge.devcluster.control.reconcile;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** One {@link Informer} for each kind that somebody follows. Its own methods are called from one thread. */
public final class Informers {
    private final Api api;
    private final Consumer<ResourceType> ended;
    private final Map<ResourceType, Informer> informers = new LinkedHashMap<>();
    private final Map<ResourceType, Runnable> watches = new HashMap<>();

    /** @param ended is told which watch has ended or could not begin, under the store's lock: it must not block */
    public Informers(Api api, Collection<ResourceType> types, Consumer<ResourceType> ended) {
        this.api = api;
        this.ended = ended;
        types.forEach(type -> informers.put(type, new Informer(type, () -> ended.accept(type))));
    }

    /** Begins to follow all kinds. */
    public void start() {
        informers.keySet().forEach(this::start);
    }

    /** Follows a kind whose watch has ended. */
    public void start(ResourceType type) {
        try {
            watches.put(type, informer(type).start(api));
        } catch (ApiFailure refused) {
            ended.accept(type);
        }
    }

    /** Ends all watches. */
    public void stop() {
        informers.keySet().forEach(this::stop);
    }

    private void stop(ResourceType type) {
        var watch = watches.remove(type);
        if (watch != null) {
            watch.run();
        }
    }

    /** The informers of these kinds; a kind that is not followed is a bug. */
    List<Informer> of(Collection<ResourceType> types) {
        return types.stream().map(this::informer).toList();
    }

    private Informer informer(ResourceType type) {
        return Objects.requireNonNull(informers.get(type), () -> type + " is not followed");
    }
}
