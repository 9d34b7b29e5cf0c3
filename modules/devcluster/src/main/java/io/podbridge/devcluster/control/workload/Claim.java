package io.podbridge.devcluster.control.workload;

import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Owner;
import io.podbridge.devcluster.selector.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adoption and release ({@code ControllerRefManager}): a controller has what its selector selects and nobody else has.
 */
final class Claim {
    private Claim() {}

    /** What is to be done about an object so that it is controlled by the owner if and only if it ought to be. */
    static Optional<Action> of(Meta owner, LabelSelector selector, Meta object) {
        if (object.deleting() || owner.deleting()) {
            return Optional.empty();
        }
        boolean selected = selector.matches(object.labels());
        if (object.controlledBy(owner.uid())) {
            return selected ? Optional.empty() : Optional.of(owned(object, without(object, owner)));
        }
        return selected && object.controller().isEmpty() ? Optional.of(adopt(owner, object)) : Optional.empty();
    }

    private static Action adopt(Meta owner, Meta object) {
        var owners = new ArrayList<>(without(object, owner));
        owners.add(Owner.controller(owner));
        return owned(object, owners);
    }

    private static List<Owner> without(Meta object, Meta owner) {
        return object.owners().stream()
                .filter(each -> !each.uid().equals(owner.uid()))
                .toList();
    }

    private static Action owned(Meta object, List<Owner> owners) {
        var body = Json.object();
        var references = body.putObject("metadata").putArray("ownerReferences");
        owners.forEach(each -> references.add(each.tree()));
        return Action.merge(object, "", body);
    }
}
