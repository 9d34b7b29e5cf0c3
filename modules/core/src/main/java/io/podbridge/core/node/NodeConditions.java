package io.podbridge.core.node;

import io.podbridge.core.kube.JsonObjects;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The conditions of the Node that are ours. Pure. Source: Kubernetes documentation, "Node status". */
final class NodeConditions {
    /** The platform behind the node. Not Ready=False: running pods must not be evicted while its API is down. */
    static final String PROVIDER_AVAILABLE = "ProviderAvailable";

    /** Many pods are missing at once, and what runs of them is not ended: {@code docs/evidence.md}. */
    static final String ABSENCES_HELD = "AbsencesHeld";

    private NodeConditions() {}

    private record Condition(String type, String status, String reason, String message) {}

    static ArrayNode of(NodeIdentity identity, PlatformHealth health, Optional<JsonNode> node, Instant now) {
        ArrayNode conditions = JsonObjects.object().putArray("conditions");
        for (Condition condition : wanted(identity, health)) {
            Optional<JsonNode> current =
                    node.flatMap(known -> find(known.path("status").path("conditions"), condition.type()));
            conditions.add(document(condition, current, now));
        }
        return conditions;
    }

    /** Whether the present conditions say the same as the wanted ones, whenever that was. */
    static boolean sameStates(JsonNode present, JsonNode wanted) {
        return wanted.valueStream()
                .allMatch(condition -> find(present, condition.path("type").asString(""))
                        .filter(found -> found.path("status").equals(condition.path("status"))
                                && found.path("reason").equals(condition.path("reason"))
                                && found.path("message").equals(condition.path("message")))
                        .isPresent());
    }

    private static List<Condition> wanted(NodeIdentity identity, PlatformHealth health) {
        return List.of(
                new Condition("Ready", "True", "KubeletReady", "podbridge replicas keep this node"),
                new Condition("MemoryPressure", "False", "NotAMachine", "a virtual node has no memory of its own"),
                new Condition("DiskPressure", "False", "NotAMachine", "a virtual node has no disk of its own"),
                new Condition("PIDPressure", "False", "NotAMachine", "a virtual node has no processes of its own"),
                new Condition("NetworkUnavailable", "False", "NotAMachine", "the provider brings the network"),
                new Condition(
                        PROVIDER_AVAILABLE,
                        health.reachable() ? "True" : "False",
                        health.reachable() ? "ProviderAnswers" : "ProviderDoesNotAnswer",
                        "provider " + identity.provider() + ": " + health.message()),
                absences(health));
    }

    /** Kept while there is nothing to say, so that its time of change shows when there was. */
    private static Condition absences(PlatformHealth health) {
        return health.heldAbsences() == 0
                ? new Condition(ABSENCES_HELD, "False", "NoneHeld", "no pods are missing from the API server at once")
                : new Condition(
                        ABSENCES_HELD,
                        "True",
                        "TooManyAtOnce",
                        health.heldAbsences()
                                + " pods are missing from the API server, though nobody was seen to delete them, and"
                                + " none of them is ended: look whether its store was restored; if they are to go,"
                                + " annotate the node with " + NodeAgent.CONFIRM_ABSENCES);
    }

    private static ObjectNode document(Condition condition, Optional<JsonNode> current, Instant now) {
        String changed = current.filter(
                        known -> known.path("status").asString("").equals(condition.status()))
                .flatMap(known -> JsonObjects.text(known, "lastTransitionTime"))
                .orElse(now.toString());
        return JsonObjects.object()
                .put("type", condition.type())
                .put("status", condition.status())
                .put("reason", condition.reason())
                .put("message", condition.message())
                .put("lastHeartbeatTime", now.toString())
                .put("lastTransitionTime", changed);
    }

    private static Optional<JsonNode> find(JsonNode conditions, String type) {
        return StreamSupport.stream(conditions.spliterator(), false)
                .filter(condition -> condition.path("type").asString("").equals(type))
                .findFirst();
    }
}
