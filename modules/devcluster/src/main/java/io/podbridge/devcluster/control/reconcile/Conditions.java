package io.podbridge.devcluster.control.reconcile;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code status.conditions}, a list with one entry for each type. */
public final class Conditions {

    /**
     * What a condition says, without its times.
     *
     * @param status {@code True}, {@code False} or {@code Unknown}
     */
    public record Said(String type, String status, String reason, String message) {}

    private Conditions() {}

    public static Optional<JsonNode> find(JsonNode status, String type) {
        return status.path("conditions").values().stream()
                .filter(condition -> condition.path("type").asString("").equals(type))
                .findFirst();
    }

    /** Whether the condition of this type is there and True. */
    public static boolean isTrue(JsonNode status, String type) {
        return find(status, type)
                .map(condition -> condition.path("status").asString("").equals("True"))
                .orElse(false);
    }

    /** Adds the condition or puts it in the place of its type; nothing changes if it says the same already. */
    public static void set(ObjectNode status, Said said, Instant now, Stamp stamp) {
        if (find(status, said.type()).filter(old -> says(old, said)).isEmpty()) {
            touch(status, said, now, stamp);
        }
    }

    /** The same, and notes the time even if the condition says the same already. */
    public static void touch(ObjectNode status, Said said, Instant now, Stamp stamp) {
        var old = find(status, said.type());
        var turned = old.filter(
                        condition -> condition.path("status").asString("").equals(said.status()))
                .map(condition -> condition.path("lastTransitionTime").asString(Json.time(now)))
                .orElse(Json.time(now));
        var condition = tree(said).put(stamp.field, Json.time(now)).put("lastTransitionTime", turned);
        var conditions = status.withArray("conditions");
        for (int at = 0; at < conditions.size(); at++) {
            if (conditions.path(at).path("type").asString("").equals(said.type())) {
                conditions.set(at, condition);
                return;
            }
        }
        conditions.add(condition);
    }

    public static void remove(ObjectNode status, String type) {
        if (find(status, type).isPresent()) {
            status.withArray("conditions")
                    .removeIf(condition -> condition.path("type").asString("").equals(type));
        }
    }

    /** Without times. */
    public static ObjectNode tree(Said said) {
        var tree = Json.object().put("type", said.type()).put("status", said.status());
        if (!said.reason().isEmpty()) {
            tree.put("reason", said.reason());
        }
        return said.message().isEmpty() ? tree : tree.put("message", said.message());
    }

    private static boolean says(JsonNode condition, Said said) {
        return condition.path("status").asString("").equals(said.status())
                && condition.path("reason").asString("").equals(said.reason())
                && condition.path("message").asString("").equals(said.message());
    }

    /** How a kind calls the time at which a condition was last written. */
    public enum Stamp {
        /** Deployments. */
        UPDATE("lastUpdateTime"),
        /** Jobs and pods. */
        PROBE("lastProbeTime"),
        /** Nodes. */
        HEARTBEAT("lastHeartbeatTime");

        private final String field;

        Stamp(String field) {
            this.field = field;
        }
    }
}
