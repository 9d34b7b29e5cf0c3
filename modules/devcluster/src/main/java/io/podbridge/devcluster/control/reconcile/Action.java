package io.podbridge.devcluster.control.reconcile;

import io.podbridge.devcluster.api.DeleteOptions;
import io.podbridge.devcluster.api.DeleteOptions.Propagation;
import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a controller wants done. */
public sealed interface Action {

    /** @param owner about whom an Event tells that a pod was made, or that a creation failed */
    record Create(ResourceType type, String namespace, ObjectNode body, Meta owner) implements Action {}

    /**
     * Replaces the object or a part of it; a conflict if {@code body} is not of the newest version.
     *
     * @param subresource empty for the object itself
     */
    record Update(ObjectKey key, String subresource, ObjectNode body) implements Action {}

    /** Changes a part of the object. That it is gone is no failure. */
    record Modify(ObjectKey key, String subresource, Patch patch) implements Action {}

    /** That it is gone already is no failure. */
    record Delete(ObjectKey key, DeleteOptions options) implements Action {}

    record Bind(ObjectKey pod, String uid, String node) implements Action {}

    /**
     * Writes an Event; never fails.
     *
     * @param warning whether its type is {@code Warning}
     */
    record Tell(Meta about, boolean warning, String reason, String message) implements Action {}

    /** Deletes this object and no other of its name. */
    static Delete delete(Meta object, Propagation propagation) {
        return new Delete(
                object.key(),
                new DeleteOptions(
                        Optional.empty(),
                        Optional.of(object.uid()),
                        Optional.empty(),
                        Optional.of(propagation),
                        false));
    }

    /** Takes the object away at once, whatever its node may say. */
    static Delete forceDelete(Meta object) {
        return new Delete(
                object.key(),
                new DeleteOptions(
                        Optional.of(0L), Optional.of(object.uid()), Optional.empty(), Optional.empty(), false));
    }

    /** A merge patch of this version of the object and no other. */
    static Modify merge(Meta object, String subresource, ObjectNode body) {
        body.withObjectProperty("metadata")
                .put("uid", object.uid())
                .put("resourceVersion", Long.toString(object.resourceVersion()));
        return new Modify(object.key(), subresource, new Patch(Patch.Type.MERGE, body));
    }

    /** Sets one condition of this pod, and leaves the others; {@code body} may hold more of the status. */
    static Modify podCondition(Meta pod, ObjectNode condition, ObjectNode status) {
        status.withArray("conditions").add(condition);
        var body = Json.object();
        body.putObject("metadata").put("uid", pod.uid());
        body.set("status", status);
        return new Modify(pod.key(), "status", new Patch(Patch.Type.STRATEGIC, body));
    }
}
