package io.podbridge.devcluster.control.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One of a node's {@code spec.taints}.
 *
 * @param effect {@code NoSchedule}, {@code PreferNoSchedule} or {@code NoExecute}
 * @param added since when it evicts
 */
public record Taint(String key, String value, String effect, Optional<Instant> added) {
    public static final String NO_SCHEDULE = "NoSchedule";
    public static final String NO_EXECUTE = "NoExecute";
    public static final String NOT_READY = "node.kubernetes.io/not-ready";
    public static final String UNREACHABLE = "node.kubernetes.io/unreachable";
    public static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";

    /** Of a whole Node. */
    public static List<Taint> listOf(JsonNode node) {
        return node.path("spec").path("taints").values().stream().map(Taint::of).toList();
    }

    private static Taint of(JsonNode node) {
        return new Taint(
                node.path("key").asString(""),
                node.path("value").asString(""),
                node.path("effect").asString(""),
                Json.time(node.path("timeAdded")));
    }

    /** A taint is known by its key and effect. */
    public boolean same(Taint other) {
        return key.equals(other.key) && effect.equals(other.effect);
    }

    public boolean keepsOff() {
        return effect.equals(NO_SCHEDULE) || effect.equals(NO_EXECUTE);
    }

    /** As it stands in the Node. */
    public ObjectNode tree() {
        var tree = Json.object().put("key", key).put("effect", effect);
        if (!value.isEmpty()) {
            tree.put("value", value);
        }
        added.ifPresent(since -> tree.put("timeAdded", Json.time(since)));
        return tree;
    }
}
