package io.podbridge.devcluster.control.reconcile;

import static io.podbridge.devcluster.resource.ResourceTypes.DEPLOYMENTS;
import static io.podbridge.devcluster.resource.ResourceTypes.JOBS;
import static io.podbridge.devcluster.resource.ResourceTypes.LEASES;
import static io.podbridge.devcluster.resource.ResourceTypes.NAMESPACES;
import static io.podbridge.devcluster.resource.ResourceTypes.NODES;
import static io.podbridge.devcluster.resource.ResourceTypes.PODS;
import static io.podbridge.devcluster.resource.ResourceTypes.REPLICA_SETS;

import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** One version of an object, as much of it as controllers look at. Shared by all of them: not to be changed. */
public sealed interface Observed permits PodView, Observed.Whole, Observed.Bare {

    /**
     * A kind of which there are few, with all its fields.
     *
     * @param tree not to be changed; take a copy
     */
    record Whole(Meta meta, ObjectNode tree) implements Observed {}

    /** A kind of which only the metadata matters here. */
    record Bare(Meta meta) implements Observed {}

    /** The kinds that are kept whole. */
    Set<ResourceType> WHOLE = Set.of(DEPLOYMENTS, REPLICA_SETS, JOBS, NODES, NAMESPACES, LEASES);

    Meta meta();

    default ObjectKey key() {
        return meta().key();
    }

    static Observed of(StoredObject object) {
        var tree = object.tree();
        var meta = Meta.of(object, tree);
        var type = object.key().type();
        if (type.equals(PODS)) {
            return PodView.of(meta, tree);
        }
        return WHOLE.contains(type) ? new Whole(meta, tree) : new Bare(meta);
    }
}
