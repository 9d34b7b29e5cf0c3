package io.podbridge.devcluster.metrics;

import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.resource.MeasuredTypes;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code NodeMetrics} and {@code PodMetrics} of {@code metrics.k8s.io/v1beta1}. */
final class MetricsDocuments {
    private MetricsDocuments() {}

    /**
     * What a node uses.
     *
     * @param node the object; its name and labels are shown
     * @param now when this is answered, which is when the document is created
     */
    static ObjectNode node(JsonNode node, Usage usage, Instant now) {
        var document = document(MeasuredTypes.NODE_METRICS, node.path("metadata"), now);
        putTime(document, usage.timestamp(), usage.window());
        document.set("usage", usage(usage));
        return document;
    }

    /** The same of a pod, by container. */
    static ObjectNode pod(JsonNode pod, PodUsage usage, Instant now) {
        var document = document(MeasuredTypes.POD_METRICS, pod.path("metadata"), now);
        putTime(document, usage.timestamp(), usage.window());
        var containers = document.putArray("containers");
        usage.containers()
                .forEach(
                        (name, each) -> containers.addObject().put("name", name).set("usage", usage(each)));
        return document;
    }

    /** A list, which has no version: nothing is stored. */
    static ObjectNode list(ResourceType type, List<ObjectNode> items) {
        var list = kind(type.listKind(), type);
        list.putObject("metadata");
        list.putArray("items").addAll(items);
        return list;
    }

    private static ObjectNode document(ResourceType type, JsonNode of, Instant now) {
        var document = kind(type.kind(), type);
        var metadata =
                document.putObject("metadata").put("name", of.path("name").asString(""));
        if (type.namespaced()) {
            metadata.put("namespace", of.path("namespace").asString(""));
        }
        metadata.put("creationTimestamp", Json.time(now));
        if (!of.path("labels").isEmpty()) {
            metadata.set("labels", of.path("labels"));
        }
        return document;
    }

    private static ObjectNode kind(String kind, ResourceType type) {
        return Json.object()
                .put("kind", kind)
                .put("apiVersion", type.groupVersion().apiVersion());
    }

    private static void putTime(ObjectNode document, Instant timestamp, Duration window) {
        document.put("timestamp", Json.time(timestamp)).put("window", GoDurations.text(window));
    }

    private static ObjectNode usage(Usage usage) {
        return Json.object()
                .put("cpu", Quantities.cpu(usage.cpuNanocores()))
                .put("memory", Quantities.memory(usage.memoryBytes()));
    }
}
