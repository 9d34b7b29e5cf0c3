package io.podbridge.devcluster.control.reconcile;

import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.resource.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What controllers need of {@code metadata}.
 *
 * @param owners {@code ownerReferences}
 * @param deleted {@code deletionTimestamp}: since when, or at the end of a grace period until when, it goes
 */
public record Meta(
        ObjectKey key,
        String uid,
        long resourceVersion,
        long generation,
        Map<String, String> labels,
        List<Owner> owners,
        List<String> finalizers,
        Instant created,
        Optional<Instant> deleted) {

    static Meta of(StoredObject object, JsonNode tree) {
        var metadata = tree.path("metadata");
        return new Meta(
                object.key(),
                object.uid(),
                object.resourceVersion(),
                metadata.path("generation").asLong(0),
                Json.strings(metadata.path("labels")),
                Owner.listOf(metadata),
                Json.list(metadata.path("finalizers")),
                Json.time(metadata.path("creationTimestamp")).orElse(Instant.EPOCH),
                Json.time(metadata.path("deletionTimestamp")));
    }

    /** The owner that controls it. */
    public Optional<Owner> controller() {
        return owners.stream().filter(Owner::controller).findFirst();
    }

    public boolean controlledBy(String ownerUid) {
        return controller().map(owner -> owner.uid().equals(ownerUid)).orElse(false);
    }

    public boolean deleting() {
        return deleted.isPresent();
    }
}
