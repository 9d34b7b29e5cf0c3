package io.podbridge.core.node;

import io.podbridge.core.environment.Quantity;
import io.podbridge.core.health.NodeVerdict;
import io.podbridge.core.health.NodeVerdict.Truth;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.JsonObjects;
import io.podbridge.core.kubelet.KubeletEndpoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of the Node: the object to be made, and the changes that bring an existing one in line without touching what
 * others put there. Pure.
 */
final class NodeDocument {
    /** Put on the Node while the platform does not answer, so that no new pods come. */
    static final String UNREACHABLE_TAINT = "podbridge.io/provider-unreachable";

    /** Put on the Node while no replica can start a pod, or nobody sees new ones. */
    static final String NOT_SERVING_TAINT = "podbridge.io/not-serving";

    private static final String NO_SCHEDULE = "NoSchedule";

    private final NodeIdentity identity;
    private final NodeSettings settings;
    private final Map<String, String> capacity;
    private final Supplier<Optional<KubeletEndpoint>> kubelet;

    /**
     * The Node's.
     *
     * @param kubelet the kubelet API of the replica that writes it; empty while there is none
     */
    NodeDocument(
            NodeIdentity identity,
            NodeSettings settings,
            Map<String, String> capacity,
            Supplier<Optional<KubeletEndpoint>> kubelet) {
        this.identity = identity;
        this.settings = settings;
        this.capacity = capacity;
        this.kubelet = kubelet;
    }

    /** The Node where there is none. */
    byte[] create(NodeVerdict verdict, Instant now) {
        ObjectNode node = JsonObjects.object();
        node.put("apiVersion", "v1").put("kind", "Node");
        ObjectNode metadata = node.putObject("metadata");
        metadata.put("name", identity.name());
        labels(metadata.putObject("labels"));
        annotations(metadata.putObject("annotations"));
        taints(node.putObject("spec").putArray("taints"), List.of(), verdict);
        node.set("status", status(verdict, Optional.empty(), now));
        return JsonObjects.bytes(node);
    }

    /** Labels, annotation and taints, if any of ours is missing or wrong. The version in it fences the taints. */
    Optional<byte[]> metadataPatch(ApiObject node, NodeVerdict verdict) {
        ObjectNode patch = JsonObjects.object();
        ObjectNode metadata = patch.putObject("metadata");
        metadata.put("resourceVersion", node.resourceVersion());
        labels(metadata.putObject("labels"));
        annotations(metadata.putObject("annotations"));
        ArrayNode taints = patch.putObject("spec").putArray("taints");
        taints(taints, foreignTaints(node.json(), verdict), verdict);
        return contains(node.json().path("metadata"), metadata)
                        && same(node.json().path("spec").path("taints"), taints)
                ? Optional.empty()
                : Optional.of(JsonObjects.bytes(patch));
    }

    /** What the Node says otherwise than we would. */
    List<NodeConditions.Flip> flips(ApiObject node, NodeVerdict verdict) {
        return NodeConditions.flips(node.json().path("status").path("conditions"), identity, verdict);
    }

    /** Our part of the status, with what stays as it is keeping its time of change. */
    byte[] statusPatch(ApiObject node, NodeVerdict verdict, Instant now) {
        ObjectNode patch = JsonObjects.object();
        patch.set("status", status(verdict, Optional.of(node.json()), now));
        return JsonObjects.bytes(patch);
    }

    /** Whether the status says anything else than what we would write now, heartbeats aside. */
    boolean statusDiffers(ApiObject node, NodeVerdict verdict, Instant now) {
        JsonNode wanted = status(verdict, Optional.of(node.json()), now);
        JsonNode present = node.json().path("status");
        return !wanted.properties().stream()
                .allMatch(field -> says(field.getKey(), present.path(field.getKey()), field.getValue()));
    }

    /** Each field by its own rule: what others added is no difference, nor is another spelling of the same quantity. */
    private static boolean says(String field, JsonNode present, JsonNode wanted) {
        return switch (field) {
            case "conditions" -> NodeConditions.sameStates(present, wanted);
            case "addresses" -> elements(present).containsAll(elements(wanted));
            case "capacity", "allocatable" ->
                wanted.properties().stream()
                        .allMatch(resource -> Quantity.same(
                                present.path(resource.getKey()).asString(""),
                                resource.getValue().asString("")));
            // API servers before 1.35 drop the field: what they do not have cannot be mended by writing it again.
            case "declaredFeatures" -> present.isMissingNode() || contains(present, wanted);
            default -> contains(present, wanted);
        };
    }

    /** In whatever order somebody else may have put them; none is the same as an empty list. */
    private static boolean same(JsonNode present, JsonNode wanted) {
        return elements(present).equals(elements(wanted));
    }

    private static Set<JsonNode> elements(JsonNode array) {
        return array.valueStream().collect(Collectors.toSet());
    }

    private void annotations(ObjectNode annotations) {
        annotations.put(NodeIdentity.BRIDGE_ANNOTATION, identity.bridge());
        if (!identity.platformKey().equals(identity.bridge())) {
            annotations.put(NodeIdentity.PLATFORM_ANNOTATION, identity.platformKey());
        }
    }

    private void labels(ObjectNode labels) {
        labels.put("type", "virtual-kubelet");
        labels.put("kubernetes.io/role", "agent");
        labels.put("kubernetes.io/hostname", identity.name());
        labels.put("kubernetes.io/os", settings.operatingSystem().apiName());
        labels.put("kubernetes.io/arch", architecture());
        settings.labels().forEach(labels::put);
    }

    private void taints(ArrayNode taints, List<JsonNode> foreign, NodeVerdict verdict) {
        settings.taint()
                .ifPresent(taint -> taints.addObject()
                        .put("key", taint.key())
                        .put("value", taint.value().orElse(identity.provider()))
                        .put("effect", taint.effect().apiName()));
        if (verdict.known() && verdict.platform().truth() == Truth.FALSE) {
            taints.addObject().put("key", UNREACHABLE_TAINT).put("effect", NO_SCHEDULE);
        }
        if (verdict.known() && !verdict.takesPods()) {
            taints.addObject().put("key", NOT_SERVING_TAINT).put("effect", NO_SCHEDULE);
        }
        foreign.forEach(taints::add);
    }

    /** Those that stay: others', and ours for as long as nothing is known that speaks against them. */
    private List<JsonNode> foreignTaints(JsonNode node, NodeVerdict verdict) {
        return node.path("spec")
                .path("taints")
                .valueStream()
                .filter(taint -> !ours(taint, verdict))
                .toList();
    }

    private boolean ours(JsonNode taint, NodeVerdict verdict) {
        String key = taint.path("key").asString("");
        return (verdict.known() && (key.equals(UNREACHABLE_TAINT) || key.equals(NOT_SERVING_TAINT)))
                || settings.taint().filter(own -> own.key().equals(key)).isPresent();
    }

    private ObjectNode status(NodeVerdict verdict, Optional<JsonNode> current, Instant now) {
        ObjectNode status = JsonObjects.object();
        capacity.forEach(status.putObject("capacity")::put);
        capacity.forEach(status.putObject("allocatable")::put);
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        status.set("conditions", NodeConditions.of(identity, verdict, current, second));
        Optional<KubeletEndpoint> endpoint = kubelet.get();
        addresses(status.putArray("addresses"), endpoint);
        endpoint.ifPresent(where -> kubelet(status, where));
        nodeInfo(status.putObject("nodeInfo"));
        return status;
    }

    /**
     * The name only where there is no address: kube-apiserver prefers it by default, and nobody can look it up. Without
     * an address of its own the Node has that of the replica that serves it, and so follows a living one.
     */
    private void addresses(ArrayNode addresses, Optional<KubeletEndpoint> endpoint) {
        settings.address()
                .or(() -> endpoint.map(KubeletEndpoint::address))
                .ifPresentOrElse(
                        address ->
                                addresses.addObject().put("type", "InternalIP").put("address", address),
                        () -> addresses.addObject().put("type", "Hostname").put("address", identity.name()));
    }

    /** Where it is, and that it takes WebSockets as they are (KEP-4006, KEP-5328). */
    private static void kubelet(ObjectNode status, KubeletEndpoint endpoint) {
        status.putObject("daemonEndpoints").putObject("kubeletEndpoint").put("Port", endpoint.port());
        status.putArray("declaredFeatures").add("ExtendWebSocketsToKubelet");
    }

    /** What is true of a node that is not a machine; the fields that only a machine has are required, and empty. */
    private void nodeInfo(ObjectNode info) {
        info.put("kubeletVersion", "v" + identity.version() + "-podbridge");
        info.put("operatingSystem", settings.operatingSystem().apiName());
        info.put("architecture", architecture());
        info.put("osImage", "podbridge");
        info.put("containerRuntimeVersion", identity.provider() + "://" + identity.version());
        for (String machineOnly : List.of("machineID", "systemUUID", "bootID", "kernelVersion", "kubeProxyVersion")) {
            info.put(machineOnly, "");
        }
    }

    /** Kubernetes names architectures as Go does. */
    private static String architecture() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> name;
        };
    }

    /** Whether everything in {@code part} stands in {@code whole} with the same value. */
    private static boolean contains(JsonNode whole, JsonNode part) {
        return part.isObject()
                ? part.properties().stream().allMatch(field -> contains(whole.path(field.getKey()), field.getValue()))
                : whole.equals(part);
    }
}
