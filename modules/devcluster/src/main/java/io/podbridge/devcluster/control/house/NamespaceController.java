package io.podbridge.devcluster.control.house;

import static io.podbridge.devcluster.resource.ResourceTypes.NAMESPACES;

import io.podbridge.devcluster.api.DeleteOptions.Propagation;
import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Change;
import io.podbridge.devcluster.control.reconcile.Controller;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Observed;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Empties a namespace that is being deleted, and lets it go when it is empty. */
public final class NamespaceController implements Controller {
    private static final String FINALIZER = "kubernetes";
    private static final int BURST = 500;

    private final Map<String, Observed.Whole> namespaces = new HashMap<>();
    private final Map<String, Contents> contents = new HashMap<>();

    /** What is in a namespace; what is on its way out needs no second deletion, it only has to be gone. */
    private record Contents(Map<ObjectKey, Meta> staying, Set<ObjectKey> going) {
        void put(Meta object) {
            remove(object.key());
            if (object.deleting()) {
                going.add(object.key());
            } else {
                staying.put(object.key(), object);
            }
        }

        void remove(ObjectKey key) {
            going.remove(key);
            staying.remove(key);
        }

        boolean isEmpty() {
            return staying.isEmpty() && going.isEmpty();
        }
    }

    @Override
    public String name() {
        return "namespace-controller";
    }

    @Override
    public List<ResourceType> watches() {
        return Stream.concat(Stream.of(NAMESPACES), Kinds.NAMESPACED.stream()).toList();
    }

    @Override
    public Collection<ObjectKey> observe(Change change, Instant now) {
        if (change.type().equals(NAMESPACES)) {
            change.wholeNow()
                    .ifPresentOrElse(
                            namespace -> namespaces.put(change.key().name(), namespace),
                            () -> namespaces.remove(change.key().name()));
            return List.of(change.key());
        }
        var namespace = change.key().namespace();
        contents.compute(namespace, (name, old) -> {
            var inside = old == null ? new Contents(new LinkedHashMap<>(), new HashSet<>()) : old;
            change.now().map(Observed::meta).ifPresentOrElse(inside::put, () -> inside.remove(change.key()));
            return inside.isEmpty() ? null : inside;
        });
        return terminating(namespace) ? List.of(new ObjectKey(NAMESPACES, "", namespace)) : List.of();
    }

    private boolean terminating(String namespace) {
        var known = namespaces.get(namespace);
        return known != null && known.meta().deleting();
    }

    @Override
    public Decision decide(ObjectKey key, Instant now) {
        var namespace = namespaces.get(key.name());
        if (namespace == null || !namespace.meta().deleting()) {
            return Decision.NOTHING;
        }
        var inside = contents.get(key.name());
        return inside == null ? finish(namespace) : empty(inside);
    }

    private static Decision empty(Contents inside) {
        var actions = inside.staying().values().stream()
                .limit(BURST)
                .<Action>map(object -> Action.delete(object, Propagation.BACKGROUND))
                .toList();
        var decision = Decision.of(actions);
        return inside.staying().size() > BURST ? decision.again(Duration.ZERO) : decision;
    }

    private static Decision finish(Observed.Whole namespace) {
        var finalizers = Json.list(namespace.tree().path("spec").path("finalizers"));
        if (!finalizers.contains(FINALIZER)) {
            return Decision.NOTHING;
        }
        var body = namespace.tree().deepCopy();
        var left = body.withObjectProperty("spec").putArray("finalizers");
        finalizers.stream().filter(each -> !each.equals(FINALIZER)).forEach(left::add);
        return Decision.of(new Action.Update(namespace.key(), "finalize", body));
    }
}
