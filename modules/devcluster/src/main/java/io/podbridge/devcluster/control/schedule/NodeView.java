package io.podbridge.devcluster.control.schedule;

import io.podbridge.devcluster.control.reconcile.Conditions;
import io.podbridge.devcluster.control.reconcile.Observed;
import io.podbridge.devcluster.control.reconcile.Resources;
import io.podbridge.devcluster.control.reconcile.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A node, as the scheduler sees it. Two that are equal take the same pods: a heartbeat changes nothing.
 *
 * @param taints with those that its Ready condition stands for, should they not be written yet
 */
record NodeView(
        String name, Map<String, String> labels, List<Taint> taints, boolean unschedulable, Resources allocatable) {

    static NodeView of(Observed.Whole node) {
        var spec = node.tree().path("spec");
        var status = node.tree().path("status");
        var capacity = status.has("allocatable") ? status.path("allocatable") : status.path("capacity");
        return new NodeView(
                node.key().name(),
                node.meta().labels(),
                taints(node.tree()),
                spec.path("unschedulable").asBoolean(false),
                Resources.of(capacity));
    }

    private static List<Taint> taints(JsonNode node) {
        var taints = new ArrayList<Taint>();
        Taint.listOf(node)
                .forEach(taint -> taints.add(new Taint(taint.key(), taint.value(), taint.effect(), Optional.empty())));
        implied(node.path("status"))
                .map(key -> new Taint(key, "", Taint.NO_SCHEDULE, Optional.empty()))
                .filter(implied -> taints.stream().noneMatch(implied::same))
                .ifPresent(taints::add);
        return List.copyOf(taints);
    }

    private static Optional<String> implied(JsonNode status) {
        var ready = Conditions.find(status, "Ready")
                .map(condition -> condition.path("status").asString(""))
                .orElse("False");
        return switch (ready) {
            case "True" -> Optional.empty();
            case "Unknown" -> Optional.of(Taint.UNREACHABLE);
            default -> Optional.of(Taint.NOT_READY);
        };
    }
}
