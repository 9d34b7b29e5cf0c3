package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.json.Json;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The conditions of a pod that the server itself sets ({@code podutil.UpdatePodCondition}). */
final class Conditions {
    private Conditions() {}

    /** Adds a true condition or makes it true; its transition time moves only if it was not. */
    static ObjectNode set(ObjectNode pod, String type, Instant now) {
        ObjectNode condition = find(pod, type);
        if (!Json.text(condition, "status").equals("True")) {
            condition.put("type", type).put("status", "True").put("lastTransitionTime", Metadata.time(now));
            condition.remove(List.of("reason", "message"));
        }
        return condition;
    }

    private static ObjectNode find(ObjectNode pod, String type) {
        ObjectNode status = Json.ensure(pod, "status");
        ArrayNode conditions =
                status.get("conditions") instanceof ArrayNode present ? present : status.putArray("conditions");
        return Json.objects(conditions).stream()
                .filter(each -> Json.text(each, "type").equals(type))
                .findFirst()
                .orElseGet(conditions::addObject);
    }
}
