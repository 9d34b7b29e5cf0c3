package io.podbridge.devcluster.control.house;

import static io.podbridge.devcluster.resource.ResourceTypes.EVENTS;

import io.podbridge.devcluster.api.DeleteOptions.Propagation;
import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Change;
import io.podbridge.devcluster.control.reconcile.Controller;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Observed;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Deletes Events a while after they were last written ({@code --event-ttl} of kube-apiserver). One key, which stands
 * for all Events, is decided upon when the oldest is due: they are kept in the order in which they were written.
 */
public final class EventExpiry implements Controller {
    private static final ObjectKey ALL = new ObjectKey(EVENTS, "", "");
    private static final int BURST = 500;

    private record Written(Meta event, Instant at) {}

    private final Duration ttl;
    private final Map<ObjectKey, Written> events = new LinkedHashMap<>();

    public EventExpiry(Duration ttl) {
        this.ttl = ttl;
    }

    @Override
    public String name() {
        return "event-expiry";
    }

    @Override
    public List<ResourceType> watches() {
        return List.of(EVENTS);
    }

    @Override
    public Collection<ObjectKey> observe(Change change, Instant now) {
        boolean first = events.isEmpty();
        events.remove(change.key());
        change.now().map(Observed::meta).ifPresent(event -> events.put(event.key(), new Written(event, now)));
        return first ? List.of(ALL) : List.of();
    }

    @Override
    public Decision decide(ObjectKey key, Instant now) {
        var expired = new ArrayList<Action>();
        for (var written : events.values()) {
            var left = Duration.between(now, written.at().plus(ttl));
            if (left.isPositive()) {
                return Decision.of(expired).again(left);
            }
            if (expired.size() == BURST) {
                return Decision.of(expired).again(Duration.ZERO);
            }
            expired.add(Action.delete(written.event(), Propagation.BACKGROUND));
        }
        return Decision.of(expired);
    }
}
