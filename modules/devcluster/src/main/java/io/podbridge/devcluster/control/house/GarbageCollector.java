package io.podbridge.devcluster.control.house;

import io.podbridge.devcluster.control.reconcile.Change;
import io.podbridge.devcluster.control.reconcile.Controller;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Observed;
import io.podbridge.devcluster.control.reconcile.Owner;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes what has lost its owners, and carries out foreground deletion and orphaning. Looks at an object when it or
 * one of its owners changes in what matters; dependents are found by the uid of their owner.
 */
public final class GarbageCollector implements Controller {
    private final OwnerGraph graph = new OwnerGraph();
    private final Garbage garbage = new Garbage(graph);

    @Override
    public String name() {
        return "generic-garbage-collector";
    }

    @Override
    public List<ResourceType> watches() {
        return Kinds.WITH_OWNERS;
    }

    @Override
    public Collection<ObjectKey> observe(Change change, Instant now) {
        var concerned = new LinkedHashSet<ObjectKey>();
        change.now().map(Observed::meta).ifPresentOrElse(graph::put, () -> graph.remove(change.key()));
        change.before().map(Observed::meta).ifPresent(before -> {
            owners(before, concerned);
            if (change.gone()) {
                dependents(before, concerned);
            }
        });
        change.now().map(Observed::meta).ifPresent(object -> {
            if (object.deleting() || !object.owners().isEmpty()) {
                concerned.add(object.key());
            }
            if (Garbage.waitsForDependents(object)) {
                dependents(object, concerned);
            }
        });
        return concerned;
    }

    private void dependents(Meta owner, Set<ObjectKey> concerned) {
        graph.dependents(owner.uid()).forEach(dependent -> concerned.add(dependent.key()));
    }

    /** An owner may wait for the last of its dependents, or for the last that knows it. */
    private void owners(Meta dependent, Set<ObjectKey> concerned) {
        for (Owner owner : dependent.owners()) {
            graph.byUid(owner.uid()).filter(Meta::deleting).map(Meta::key).ifPresent(concerned::add);
        }
    }

    @Override
    public Decision decide(ObjectKey key, Instant now) {
        return graph.object(key)
                .map(object -> Decision.of(garbage.actions(object)))
                .orElse(Decision.NOTHING);
    }
}
