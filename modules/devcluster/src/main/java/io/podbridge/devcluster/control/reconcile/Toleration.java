package io.podbridge.devcluster.control.reconcile;

import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * One of a pod's {@code spec.tolerations}.
 *
 * @param key empty for all keys
 * @param effect empty for all effects
 * @param seconds {@code tolerationSeconds}: how long a {@code NoExecute} taint is tolerated; absent for ever
 */
public record Toleration(String key, boolean exists, String value, String effect, OptionalLong seconds) {

    static Toleration of(JsonNode node) {
        return new Toleration(
                node.path("key").asString(""),
                node.path("operator").asString("").equals("Exists"),
                node.path("value").asString(""),
                node.path("effect").asString(""),
                node.has("tolerationSeconds")
                        ? OptionalLong.of(node.path("tolerationSeconds").asLong(0))
                        : OptionalLong.empty());
    }

    /** {@code Toleration.ToleratesTaint} of k8s.io/api/core/v1. */
    public boolean tolerates(Taint taint) {
        return (effect.isEmpty() || effect.equals(taint.effect()))
                && (key.isEmpty() || key.equals(taint.key()))
                && (exists || (!key.isEmpty() && value.equals(taint.value())));
    }
}
