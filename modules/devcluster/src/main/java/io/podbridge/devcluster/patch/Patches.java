package io.podbridge.devcluster.patch;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.structure.Structure;
import tools.jackson.databind.node.ObjectNode;

/** Applies patches to trees. Pure: what it is given is not changed, and what it returns shares nothing with it. */
public final class Patches {

    private Patches() {}

    /**
     * The object as the patch makes it, not validated and not defaulted.
     *
     * @param patch not of type {@link Patch.Type#APPLY}, which is no change but a state: see {@code FieldManagers}
     * @throws ApiFailure with the code, reason and message of kube-apiserver, if the patch is malformed (400), or
     *     cannot be applied to this object (422; or 500 for some strategic merge patches, as there)
     */
    public static ObjectNode apply(Patch patch, ObjectNode current, ResourceType type) {
        return switch (patch.type()) {
            case JSON -> JsonPatches.apply(patch.body(), current);
            case MERGE -> MergePatches.apply(patch.body(), current);
            case STRATEGIC -> StrategicPatches.apply(patch.body(), current, Structure.of(type));
            case APPLY -> throw new IllegalArgumentException("server-side apply needs the managers of the fields");
        };
    }
}
