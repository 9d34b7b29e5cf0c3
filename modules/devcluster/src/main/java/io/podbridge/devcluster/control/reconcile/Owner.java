package io.podbridge.devcluster.control.reconcile;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One of {@code metadata.ownerReferences}.
 *
 * @param controller whether this owner controls the object; at most one does
 * @param blocking {@code blockOwnerDeletion}: a foreground deletion of the owner waits for the object
 */
public record Owner(String apiVersion, String kind, String name, String uid, boolean controller, boolean blocking) {

    /** The reference by which an object's controller owns what it makes. */
    public static Owner controller(Meta owner) {
        var type = owner.key().type();
        return new Owner(
                type.groupVersion().apiVersion(), type.kind(), owner.key().name(), owner.uid(), true, true);
    }

    static List<Owner> listOf(JsonNode metadata) {
        return metadata.path("ownerReferences").values().stream().map(Owner::of).toList();
    }

    private static Owner of(JsonNode node) {
        return new Owner(
                node.path("apiVersion").asString(""),
                node.path("kind").asString(""),
                node.path("name").asString(""),
                node.path("uid").asString(""),
                node.path("controller").asBoolean(false),
                node.path("blockOwnerDeletion").asBoolean(false));
    }

    /** As it stands in the object. */
    public ObjectNode tree() {
        var node = Json.object()
                .put("apiVersion", apiVersion)
                .put("kind", kind)
                .put("name", name)
                .put("uid", uid);
        if (controller) {
            node.put("controller", true);
        }
        return blocking ? node.put("blockOwnerDeletion", true) : node;
    }
}
