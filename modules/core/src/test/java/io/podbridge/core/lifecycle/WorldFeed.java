package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.ResourceVersion;
import java.util.List;
import java.util.Optional;

/** The feed of a {@link World}: tells the entity what the watch says, late, twice or not at all, and compares. */
final class WorldFeed {
    private final WorldStore store;
    private final WorldEntity entity;
    private final List<String> trace;

    WorldFeed(WorldStore store, WorldEntity entity, List<String> trace) {
        this.store = store;
        this.entity = entity;
        this.trace = trace;
    }

    /** The next change arrives. */
    void watchOne() {
        if (!store.watch.isEmpty()) {
            var event = store.watch.removeFirst();
            entity.lastSeen = event;
            entity.deliver(event);
        }
    }

    /** A change arrives once more, or what is there is told again. */
    void seeAgain(int which) {
        var again = entity.lastSeen;
        if (which % 2 == 0 && again instanceof PodEvent.Observed(var pod)) {
            entity.deliver(entity.state().unknown() ? new PodEvent.Hearsay(pod) : again);
        } else if (which % 2 == 0 && again != null && !entity.state().unknown()) {
            entity.deliver(again);
        } else if (store.object != null && store.watch.isEmpty()) {
            entity.deliver(new PodEvent.Observed(store.object));
        }
    }

    /** A message to the entity is lost alone. */
    void loseMessage() {
        if (!store.watch.isEmpty()) {
            trace.add("LOST MESSAGE " + WorldEntity.brief(store.watch.removeFirst()));
        }
    }

    /** The feed's replica dies, and the entity's does not: whatever was under way from there is lost. */
    void lose() {
        trace.add("LOST FEED");
        store.watch.clear();
    }

    /** The shard's roster compares what the API server holds with what the entity knows. */
    void digest() {
        if (!store.watch.isEmpty() || entity.calls.stream().anyMatch(Effect.Confirm.class::isInstance)) {
            return;
        }
        var known = entity.state().pod().map(Pod::resourceVersion);
        if (store.object == null) {
            known.ifPresent(version -> entity.deliver(new PodEvent.Doubted()));
        } else if (!known.equals(Optional.of(store.object.resourceVersion())) && entity.misses(store.object)) {
            boolean ahead = known.filter(version -> ResourceVersion.older(store.object.resourceVersion(), version))
                    .isPresent();
            entity.deliver(ahead ? new PodEvent.Doubted() : new PodEvent.Observed(store.object));
        }
    }
}
