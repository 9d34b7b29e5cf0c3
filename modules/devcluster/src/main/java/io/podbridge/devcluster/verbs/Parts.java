package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which part of an object a write may touch: the object without its status, or what a subresource names. The rest
 * is as it was. After the strategies' {@code PrepareForUpdate}.
 */
final class Parts {
    /** What no write changes; a write that leaves it out keeps it. */
    private static final List<String> KEPT =
            List.of("creationTimestamp", "generation", "deletionTimestamp", "selfLink");

    private Parts() {}

    /** The object as it is to be; may share nodes with {@code next}. */
    static ObjectNode merge(ResourceType type, String subresource, ObjectNode before, ObjectNode next) {
        ObjectNode after = switch (subresource) {
            case "" -> main(type, before, next);
            case "status" -> status(type, before, next);
            case "finalize" -> with(next, before, "status");
            case "approval" -> status(type, before, next);
            case "ephemeralcontainers" -> specField(before, next, "ephemeralContainers");
            case "resize" -> resized(before, next);
            default -> next;
        };
        system(before, after);
        return after;
    }

    private static ObjectNode main(ResourceType type, ObjectNode before, ObjectNode next) {
        if (type.subresource("status").isPresent()) {
            Json.copy(before, next, "status");
        }
        if (Kinds.namespaces(type) && Json.present(before, "spec", "finalizers")) {
            Json.copy(Json.ensure(before, "spec"), Json.ensure(next, "spec"), "finalizers");
        }
        return next;
    }

    private static ObjectNode status(ResourceType type, ObjectNode before, ObjectNode next) {
        ObjectNode after = before.deepCopy();
        Json.copy(next, after, "status");
        ObjectNode metadata = Json.ensure(after, "metadata");
        ObjectNode given = Json.ensure(next, "metadata");
        List.of("uid", "managedFields", "name", "namespace").forEach(each -> copyPresent(given, metadata, each));
        if (Kinds.metadataWithStatus(type)) {
            List.of("labels", "annotations", "finalizers").forEach(each -> Json.copy(given, metadata, each));
        }
        if (Kinds.labelsWithoutStatus(type)) {
            Json.copy(Json.ensure(before, "metadata"), metadata, "labels");
        }
        if (Kinds.pods(type)) {
            keepQuality(before, after);
        }
        return after;
    }

    /** The quality of service is the server's; a status without it keeps it. */
    private static void keepQuality(ObjectNode before, ObjectNode after) {
        ObjectNode status = Json.ensure(after, "status");
        if (!Json.present(status, "qosClass")) {
            Json.copy(Json.ensure(before, "status"), status, "qosClass");
        }
    }

    private static ObjectNode with(ObjectNode next, ObjectNode before, String property) {
        Json.copy(before, next, property);
        return next;
    }

    private static ObjectNode specField(ObjectNode before, ObjectNode next, String field) {
        ObjectNode after = before.deepCopy();
        Json.copy(Json.ensure(next, "spec"), Json.ensure(after, "spec"), field);
        return after;
    }

    private static ObjectNode resized(ObjectNode before, ObjectNode next) {
        ObjectNode after = before.deepCopy();
        List<ObjectNode> wanted = Json.objects(next, "spec", "containers");
        List<ObjectNode> containers = Json.objects(after, "spec", "containers");
        for (int i = 0; i < Math.min(wanted.size(), containers.size()); i++) {
            Json.copy(wanted.get(i), containers.get(i), "resources");
            Json.copy(wanted.get(i), containers.get(i), "resizePolicy");
        }
        return after;
    }

    private static void system(ObjectNode before, ObjectNode after) {
        ObjectNode was = Json.ensure(before, "metadata");
        ObjectNode metadata = Json.ensure(after, "metadata");
        KEPT.forEach(each -> Json.copy(was, metadata, each));
        if (!metadata.has("uid")) {
            Json.copy(was, metadata, "uid");
        }
        if (!metadata.has("deletionGracePeriodSeconds")) {
            Json.copy(was, metadata, "deletionGracePeriodSeconds");
        }
        Json.copy(was, metadata, "resourceVersion");
        copyPresent(was, metadata, "generateName");
    }

    private static void copyPresent(ObjectNode from, ObjectNode to, String name) {
        if (from.has(name)) {
            Json.copy(from, to, name);
        }
    }
}
