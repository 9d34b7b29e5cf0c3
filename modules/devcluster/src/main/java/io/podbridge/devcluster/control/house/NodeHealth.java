package io.podbridge.devcluster.control.house;

import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Conditions;
import io.podbridge.devcluster.control.reconcile.Conditions.Said;
import io.podbridge.devcluster.control.reconcile.Conditions.Stamp;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is to be done about a node, given when it was last heard of: {@code monitorNodeHealth}. */
final class NodeHealth {
    private static final List<String> TYPES = List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");

    private NodeHealth() {}

    static Decision of(Observed.Whole node, Instant heard, NodeSettings settings, Instant now) {
        var status = node.tree().path("status");
        var grace = Conditions.find(status, "Ready").isPresent() ? settings.grace() : settings.startup();
        var left = Duration.between(now, heard.plus(grace));
        if (left.isPositive()) {
            return taints(node, now).again(left);
        }
        return ready(status).equals("Unknown") ? taints(node, now) : silence(node, now);
    }

    /** The status of its condition Ready; empty if it has none. */
    static String ready(JsonNode status) {
        return Conditions.find(status, "Ready")
                .map(condition -> condition.path("status").asString(""))
                .orElse("");
    }

    private static Decision taints(Observed.Whole node, Instant now) {
        return NodeTaints.correction(node, now).map(Decision::of).orElse(Decision.NOTHING);
    }

    private static Decision silence(Observed.Whole node, Instant now) {
        var status = node.tree().path("status") instanceof ObjectNode old ? old.deepCopy() : Json.object();
        for (var type : TYPES) {
            boolean spoke = Conditions.find(status, type).isPresent();
            var said = spoke
                    ? new Said(type, "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.")
                    : new Said(type, "Unknown", "NodeStatusNeverUpdated", "Kubelet never posted node status.");
            Conditions.set(status, said, now, Stamp.HEARTBEAT);
        }
        var body = Json.object();
        body.putObject("status").set("conditions", status.path("conditions"));
        var message = "Node %s status is now: NodeNotReady".formatted(node.key().name());
        return Decision.of(
                Action.merge(node.meta(), "status", body),
                new Action.Tell(node.meta(), false, "NodeNotReady", message));
    }
}
