package io.podbridge.devcluster.control.reconcile;

import io.podbridge.devcluster.api.Api;
import io.podbridge.devcluster.api.WatchEvent;
import io.podbridge.devcluster.api.WatchOptions;
import io.podbridge.devcluster.api.WatchSink;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All objects of a kind, and who wants to hear of them. Follows one watch; when that ends, {@link #start} begins
 * another, and what went meanwhile is found when its initial events are complete. Thread-safe; takes no other lock than
 * those of the inboxes.
 */
final class Informer implements WatchSink {
    private static final WatchOptions OPTIONS = new WatchOptions("", "", "", "NotOlderThan", true, true);

    private final ResourceType type;
    private final Runnable ended;
    private final Map<ObjectKey, Held> known = new HashMap<>();
    private final Set<ObjectKey> unconfirmed = new HashSet<>();
    private final List<Inbox> inboxes = new ArrayList<>();
    private boolean complete;

    /** @param ended called when the watch has ended, under the store's lock: it must not block */
    Informer(ResourceType type, Runnable ended) {
        this.type = type;
        this.ended = ended;
    }

    /** @return ends the watch */
    Runnable start(Api api) {
        synchronized (this) {
            unconfirmed.clear();
            unconfirmed.addAll(known.keySet());
        }
        return api.watch(type, "", OPTIONS, this);
    }

    synchronized void subscribe(Inbox inbox) {
        inboxes.add(inbox);
        known.forEach((key, held) -> inbox.put(key, Optional.of(held)));
        inbox.wake();
    }

    synchronized void unsubscribe(Inbox inbox) {
        inboxes.remove(inbox);
    }

    /** Whether all objects that there were when the first watch began are known. */
    synchronized boolean complete() {
        return complete;
    }

    @Override
    public synchronized boolean next(WatchEvent event) {
        switch (event) {
            case WatchEvent.Change(var how, var object) when how == WatchEvent.Type.DELETED -> gone(object.key());
            case WatchEvent.Change(var how, var object) -> {
                unconfirmed.remove(object.key());
                var held = new Held(object);
                known.put(object.key(), held);
                inboxes.forEach(inbox -> inbox.put(object.key(), Optional.of(held)));
            }
            case WatchEvent.Bookmark(var version, var endOfInitialEvents) when endOfInitialEvents -> confirmed();
            case WatchEvent.Bookmark bookmark -> {}
            case WatchEvent.Failure failure -> ended.run();
        }
        return true;
    }

    @Override
    public void end() {
        ended.run();
    }

    private void gone(ObjectKey key) {
        unconfirmed.remove(key);
        known.remove(key);
        inboxes.forEach(inbox -> inbox.put(key, Optional.empty()));
    }

    private void confirmed() {
        List.copyOf(unconfirmed).forEach(this::gone);
        complete = true;
        inboxes.forEach(Inbox::wake);
    }
}
