package io.podbridge.core.node;

import io.podbridge.core.health.NodeVerdict;
import io.podbridge.core.health.NodeVerdict.Statement;
import io.podbridge.core.kube.JsonObjects;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
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

    /** Whether new pods are started, and what runs is followed, on every replica. */
    static final String PODS_SERVED = "PodsServed";

    private static final String READY = "Ready";

    private static final List<Condition> NOT_A_MACHINE = List.of(
            new Condition("MemoryPressure", "False", "NotAMachine", "a virtual node has no memory of its own"),
            new Condition("DiskPressure", "False", "NotAMachine", "a virtual node has no disk of its own"),
            new Condition("PIDPressure", "False", "NotAMachine", "a virtual node has no processes of its own"),
            new Condition("NetworkUnavailable", "False", "NotAMachine", "the provider brings the network"));

    private NodeConditions() {}

    private record Condition(String type, String status, String reason, String message) {}

    /**
     * A condition that is about to be written with another status than the Node has.
     *
     * @param bad whether somebody should look
     * @param reason of the Event, CamelCase
     */
    record Flip(String type, boolean bad, String reason, String message) {}

    static ArrayNode of(NodeIdentity identity, NodeVerdict verdict, Optional<JsonNode> node, Instant now) {
        ArrayNode conditions = JsonObjects.object().putArray("conditions");
        Function<String, Optional<JsonNode>> current =
                type -> node.flatMap(known -> find(known.path("status").path("conditions"), type));
        told(identity, verdict).forEach(condition -> {
            Optional<JsonNode> present = current.apply(condition.type());
            boolean stays = !verdict.known() || undecided(condition);
            Condition next = stays ? said(present).orElseGet(() -> first(condition)) : condition;
            conditions.add(document(next, present, now));
        });
        Stream.concat(NOT_A_MACHINE.stream(), Stream.of(absences(verdict.heldAbsences())))
                .forEach(condition -> conditions.add(document(condition, current.apply(condition.type()), now)));
        return conditions;
    }

    private static boolean undecided(Condition condition) {
        return condition.type().equals(READY) && condition.status().equals("Unknown");
    }

    /** A Node begins Ready. */
    private static Condition first(Condition condition) {
        return undecided(condition)
                ? new Condition(READY, "True", "KubeletReady", "podbridge replicas keep this node")
                : condition;
    }

    /**
     * What the Node says now. Unknown is what Kubernetes wrote because it had not heard of the node, which is over, or
     * what nobody could say yet: that need not stay.
     */
    private static Optional<Condition> said(Optional<JsonNode> current) {
        return current.map(condition -> new Condition(
                        condition.path("type").asString(""),
                        condition.path("status").asString(""),
                        condition.path("reason").asString(""),
                        condition.path("message").asString("")))
                .filter(condition -> !condition.status().equals("Unknown"));
    }

    /** Kept while there is nothing to say, so that its time of change shows when there was. */
    private static Condition absences(int held) {
        return held == 0
                ? new Condition(ABSENCES_HELD, "False", "NoneHeld", "no pods are missing from the API server at once")
                : new Condition(
                        ABSENCES_HELD,
                        "True",
                        "TooManyAtOnce",
                        held + " pods are missing from the API server, though nobody was seen to delete them, and none"
                                + " of them is ended: look whether its store was restored; if they are to go, annotate"
                                + " the node with " + NodeAgent.CONFIRM_ABSENCES);
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

    /** Whose status differs. One of which nothing was known before has not flipped, unless it begins badly. */
    static List<Flip> flips(JsonNode present, NodeIdentity identity, NodeVerdict verdict) {
        return told(identity, verdict)
                .filter(condition -> verdict.known() && !undecided(condition))
                .filter(condition -> said(find(present, condition.type()))
                        .map(before -> !before.status().equals(condition.status()))
                        .orElse(condition.status().equals("False")))
                .map(NodeConditions::flip)
                .toList();
    }

    /** Ready's reasons as a kubelet's Events have them. */
    private static Flip flip(Condition condition) {
        boolean good = condition.status().equals("True");
        String reason = condition.type().equals(READY) ? (good ? "NodeReady" : "NodeNotReady") : condition.reason();
        return new Flip(condition.type(), !good, reason, condition.message());
    }

    /** Those that change. */
    private static Stream<Condition> told(NodeIdentity identity, NodeVerdict verdict) {
        var platform = verdict.platform();
        return Stream.of(
                condition(READY, verdict.ready()),
                condition(PODS_SERVED, verdict.podsServed()),
                condition(
                        PROVIDER_AVAILABLE,
                        new Statement(
                                platform.truth(),
                                platform.reason(),
                                "provider " + identity.provider() + ": " + platform.message())));
    }

    private static Condition condition(String type, Statement statement) {
        String status = switch (statement.truth()) {
            case TRUE -> "True";
            case FALSE -> "False";
            case UNKNOWN -> "Unknown";
        };
        return new Condition(type, status, statement.reason(), statement.message());
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
