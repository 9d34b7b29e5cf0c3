package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server itself reads and writes in an object's {@code metadata}. */
final class Metadata {
    /** Not managedFields: an empty list of those has a meaning of its own. */
    private static final List<String> EMPTIABLE = List.of("labels", "annotations", "finalizers", "ownerReferences");

    private final ObjectNode metadata;

    private Metadata(ObjectNode metadata) {
        this.metadata = metadata;
    }

    /** A view: writes go through to the object. */
    static Metadata of(ObjectNode object) {
        return new Metadata(Json.ensure(object, "metadata"));
    }

    /** As Kubernetes writes times: whole seconds. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    ObjectNode node() {
        return metadata;
    }

    String text(String name) {
        return Json.text(metadata, name);
    }

    boolean deleting() {
        return !text("deletionTimestamp").isEmpty();
    }

    OptionalLong graceSeconds() {
        return Json.number(metadata, "deletionGracePeriodSeconds");
    }

    List<String> finalizers() {
        return Json.texts(metadata, "finalizers");
    }

    void finalizers(List<String> finalizers) {
        if (finalizers.isEmpty()) {
            metadata.remove("finalizers");
            return;
        }
        ArrayNode array = metadata.putArray("finalizers");
        finalizers.forEach(array::add);
    }

    void deletion(Instant at, long graceSeconds) {
        metadata.put("deletionTimestamp", time(at));
        metadata.put("deletionGracePeriodSeconds", graceSeconds);
    }

    /** Removes what Kubernetes does not write when it is empty. */
    void dropEmpty() {
        for (String name : EMPTIABLE) {
            if (metadata.path(name).isContainer() && metadata.path(name).isEmpty()) {
                metadata.remove(name);
            }
        }
    }

    long generation() {
        return Json.number(metadata, "generation").orElse(0);
    }

    void nextGeneration() {
        if (generation() > 0) {
            metadata.put("generation", generation() + 1);
        }
    }
}
