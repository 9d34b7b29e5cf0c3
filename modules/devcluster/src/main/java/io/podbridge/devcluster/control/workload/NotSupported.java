package io.podbridge.devcluster.control.workload;

import static io.podbridge.devcluster.resource.ResourceTypes.CRON_JOBS;
import static io.podbridge.devcluster.resource.ResourceTypes.DAEMON_SETS;
import static io.podbridge.devcluster.resource.ResourceTypes.REPLICATION_CONTROLLERS;
import static io.podbridge.devcluster.resource.ResourceTypes.STATEFUL_SETS;

import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Change;
import io.podbridge.devcluster.control.reconcile.Controller;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Observed;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says, once to each, that nothing will act on it: to keep an object and do nothing would be to drop it in silence. */
public final class NotSupported implements Controller {
    private final Map<ObjectKey, Meta> untold = new HashMap<>();

    @Override
    public String name() {
        return "workload-controller";
    }

    @Override
    public List<ResourceType> watches() {
        return List.of(STATEFUL_SETS, DAEMON_SETS, CRON_JOBS, REPLICATION_CONTROLLERS);
    }

    @Override
    public Collection<ObjectKey> observe(Change change, Instant now) {
        if (change.before().isPresent() && !change.gone()) {
            return List.of();
        }
        change.now().map(Observed::meta).ifPresent(object -> untold.put(change.key(), object));
        return List.of(change.key());
    }

    @Override
    public Decision decide(ObjectKey key, Instant now) {
        var object = untold.remove(key);
        return object == null
                ? Decision.NOTHING
                : tell(object, "a " + key.type().kind());
    }

    static Decision tell(Meta object, String what) {
        var message = "This cluster has no controller for %s: no pods are made for it".formatted(what);
        return Decision.of(new Action.Tell(object, true, "NotSupported", message));
    }
}
