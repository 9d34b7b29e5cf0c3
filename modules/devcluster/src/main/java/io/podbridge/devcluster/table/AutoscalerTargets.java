package io.podbridge.devcluster.table;

import static io.podbridge.devcluster.table.Subject.word;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What an autoscaler measures, as {@code current/target} ({@code formatHPAMetrics} of kube-apiserver). */
final class AutoscalerTargets {
    private static final int SHOWN = 2;

    private AutoscalerTargets() {}

    static String of(Subject autoscaler) {
        List<String> targets = new ArrayList<>();
        JsonNode statuses = autoscaler.at("status", "currentMetrics");
        for (JsonNode metric : autoscaler.at("spec", "metrics")) {
            targets.add(target(metric, statuses.path(targets.size())));
        }
        if (targets.isEmpty()) {
            return "<none>";
        }
        String shown = String.join(", ", targets.subList(0, Math.min(SHOWN, targets.size())));
        return targets.size() > SHOWN ? shown + " + " + (targets.size() - SHOWN) + " more..." : shown;
    }

    private static String target(JsonNode metric, JsonNode status) {
        String type = word(metric, "type");
        // The field is named as the type, and begins with a small letter.
        String field = type.isEmpty() ? "" : type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
        JsonNode source = metric.path(field);
        JsonNode current = status.path(field).path("current");
        return switch (type) {
            case "Resource", "ContainerResource" ->
                word(source, "name") + ": " + ofResource(source.path("target"), current);
            case "Pods" -> ratio(source.path("target"), current, "averageValue");
            case "Object", "External" -> ofValue(source.path("target"), current);
            default -> "<unknown type>";
        };
    }

    private static String ofResource(JsonNode target, JsonNode current) {
        if (target.has("averageValue")) {
            return ratio(target, current, "averageValue");
        }
        return percent(current, "<unknown>") + "/" + percent(target, "<auto>");
    }

    private static String ofValue(JsonNode target, JsonNode current) {
        return target.has("averageValue")
                ? ratio(target, current, "averageValue") + " (avg)"
                : ratio(target, current, "value");
    }

    private static String ratio(JsonNode target, JsonNode current, String field) {
        return (current.has(field) ? word(current, field) : "<unknown>") + "/" + word(target, field);
    }

    private static String percent(JsonNode value, String whenAbsent) {
        return value.has("averageUtilization")
                ? value.path("averageUtilization").asInt(0) + "%"
                : whenAbsent;
    }
}
