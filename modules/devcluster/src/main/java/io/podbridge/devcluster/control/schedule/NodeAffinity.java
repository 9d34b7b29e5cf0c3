package io.podbridge.devcluster.control.schedule;

import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.PodView;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether a pod wants a node: {@code nodeSelector} and required {@code nodeAffinity}. */
final class NodeAffinity {
    private NodeAffinity() {}

    static boolean matches(PodView pod, NodeView node) {
        return node.labels().entrySet().containsAll(pod.nodeSelector().entrySet())
                && (pod.nodeAffinity().isMissingNode() || anyTerm(pod.nodeAffinity(), node));
    }

    /** Terms are alternatives; one without any requirement matches nothing, and so does an empty list. */
    private static boolean anyTerm(JsonNode terms, NodeView node) {
        return terms.values().stream().anyMatch(term -> matchesTerm(term, node));
    }

    private static boolean matchesTerm(JsonNode term, NodeView node) {
        var labels = term.path("matchExpressions");
        var fields = term.path("matchFields");
        return !(labels.isEmpty() && fields.isEmpty())
                && all(labels, node.labels()::get)
                && all(fields, Map.of("metadata.name", node.name())::get);
    }

    private static boolean all(JsonNode requirements, Function<String, @Nullable String> values) {
        return requirements.values().stream()
                .allMatch(each -> holds(
                        each, Optional.ofNullable(values.apply(each.path("key").asString("")))));
    }

    private static boolean holds(JsonNode requirement, Optional<String> value) {
        var wanted = Json.list(requirement.path("values"));
        return switch (requirement.path("operator").asString("")) {
            case "In" -> value.filter(wanted::contains).isPresent();
            case "NotIn" -> value.filter(wanted::contains).isEmpty();
            case "Exists" -> value.isPresent();
            case "DoesNotExist" -> value.isEmpty();
            case "Gt" ->
                compare(value, wanted.stream().findFirst())
                        .filter(sign -> sign > 0)
                        .isPresent();
            case "Lt" ->
                compare(value, wanted.stream().findFirst())
                        .filter(sign -> sign < 0)
                        .isPresent();
            default -> false; // the API server takes no other
        };
    }

    /** Absent unless both are integers. */
    private static Optional<Integer> compare(Optional<String> value, Optional<String> wanted) {
        try {
            return value.flatMap(
                    left -> wanted.map(right -> Long.compare(Long.parseLong(left), Long.parseLong(right))));
        } catch (NumberFormatException notInteger) {
            return Optional.empty();
        }
    }
}
