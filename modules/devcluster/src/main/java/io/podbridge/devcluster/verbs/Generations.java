package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code metadata.generation} counts what was asked for, not what was reported. */
final class Generations {
    private static final Set<String> REPORTS = Set.of("status", "approval");

    private Generations() {}

    static void count(ResourceType type, String subresource, ObjectNode before, ObjectNode after) {
        boolean asked = Kinds.generation(type) && !REPORTS.contains(subresource);
        if (asked && (differ(before, after, "spec") || annotated(type, before, after))) {
            Metadata.of(after).nextGeneration();
        }
    }

    /** A Deployment hands its annotations down to its ReplicaSets ({@code apps/deployment/strategy.go}). */
    private static boolean annotated(ResourceType type, ObjectNode before, ObjectNode after) {
        return type.qualified().equals("deployments.apps") && differ(before, after, "metadata", "annotations");
    }

    private static boolean differ(ObjectNode before, ObjectNode after, String... path) {
        JsonNode was = Json.at(before, path);
        return !Sameness.same(was, Json.at(after, path));
    }
}
