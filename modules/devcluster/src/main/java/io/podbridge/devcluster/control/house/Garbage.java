package io.podbridge.devcluster.control.house;

import io.podbridge.devcluster.api.DeleteOptions.Propagation;
import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Owner;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What becomes of one object because of what it owns and who owns it: {@code attemptToDeleteItem} and
 * {@code attemptToOrphanWorker} of {@code pkg/controller/garbagecollector}.
 */
final class Garbage {
    static final String FOREGROUND = "foregroundDeletion";
    static final String ORPHAN = "orphan";
    private static final int BURST = 500;

    private final OwnerGraph graph;

    Garbage(OwnerGraph graph) {
        this.graph = graph;
    }

    List<Action> actions(Meta object) {
        if (object.deleting()) {
            return object.finalizers().contains(ORPHAN)
                    ? orphan(object)
                    : waitsForDependents(object) ? await(object) : List.of();
        }
        return object.owners().isEmpty() ? List.of() : byOwners(object);
    }

    static boolean waitsForDependents(Meta object) {
        return object.deleting() && object.finalizers().contains(FOREGROUND);
    }

    /** First the dependents forget it, then it goes. */
    private List<Action> orphan(Meta owner) {
        var actions = new ArrayList<Action>();
        graph.dependents(owner.uid()).stream()
                .limit(BURST)
                .forEach(each -> actions.add(withoutOwners(each, Set.of(owner.uid()))));
        return actions.isEmpty() ? List.of(withoutFinalizer(owner, ORPHAN)) : actions;
    }

    /** Its dependents look after themselves; it waits for those that block it. */
    private List<Action> await(Meta owner) {
        boolean blocked = graph.dependents(owner.uid()).stream().anyMatch(each -> blocks(each, owner));
        return blocked ? List.of() : List.of(withoutFinalizer(owner, FOREGROUND));
    }

    private static boolean blocks(Meta dependent, Meta owner) {
        return dependent.owners().stream().anyMatch(each -> each.uid().equals(owner.uid()) && each.blocking());
    }

    /** Kept by any owner that is there; deleted if none is, or if all that are wait for it. */
    private List<Action> byOwners(Meta object) {
        var lost = new ArrayList<Owner>();
        var waiting = new ArrayList<Owner>();
        boolean kept = false;
        for (var owner : object.owners()) {
            var found = graph.byUid(owner.uid());
            if (found.isPresent()) {
                boolean waits = waitsForDependents(found.get());
                kept |= !waits;
                (waits ? waiting : new ArrayList<Owner>()).add(owner);
            } else if (known(owner)) {
                lost.add(owner);
            } else {
                kept = true;
            }
        }
        return kept ? forget(object, lost, waiting) : List.of(delete(object, !waiting.isEmpty()));
    }

    /** Owners of kinds that this cluster does not have cannot be looked up: they are given the benefit of the doubt. */
    private static boolean known(Owner owner) {
        return ResourceTypes.ofKind(owner.apiVersion(), owner.kind()).isPresent();
    }

    private static List<Action> forget(Meta object, List<Owner> lost, List<Owner> waiting) {
        var uids = new ArrayList<String>();
        lost.forEach(owner -> uids.add(owner.uid()));
        waiting.forEach(owner -> uids.add(owner.uid()));
        return uids.isEmpty() ? List.of() : List.of(withoutOwners(object, Set.copyOf(uids)));
    }

    /** In the foreground if an owner waits for it and it has dependents itself, or if it was asked for before. */
    private Action delete(Meta object, boolean awaited) {
        if (object.finalizers().contains(ORPHAN)) {
            return Action.delete(object, Propagation.ORPHAN);
        }
        boolean foreground = object.finalizers().contains(FOREGROUND)
                || (awaited && !graph.dependents(object.uid()).isEmpty());
        return Action.delete(object, foreground ? Propagation.FOREGROUND : Propagation.BACKGROUND);
    }

    private static Action withoutFinalizer(Meta object, String finalizer) {
        var body = Json.object();
        var left = body.putObject("metadata").putArray("finalizers");
        object.finalizers().stream().filter(each -> !each.equals(finalizer)).forEach(left::add);
        return Action.merge(object, "", body);
    }

    private static Action withoutOwners(Meta object, Set<String> uids) {
        var body = Json.object();
        var left = body.putObject("metadata").putArray("ownerReferences");
        object.owners().stream().filter(owner -> !uids.contains(owner.uid())).forEach(owner -> left.add(owner.tree()));
        return Action.merge(object, "", body);
    }
}
