package io.podbridge.devcluster.control.workload;

import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Owner;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code spec.template}: what pods are made of, when two are the same, and the hash that tells them apart. */
final class PodTemplate {
    static final String HASH_LABEL = "pod-template-hash";
    private static final String SAFE = "bcdfghjklmnpqrstvwxz2456789";

    private PodTemplate() {}

    /**
     * Whether pods of both are alike, whatever their hash label: {@code EqualIgnoreHash} of kube-controller-manager.
     * Null, empty and absent are the same.
     */
    static boolean same(JsonNode one, JsonNode other) {
        return canonical(one).equals(canonical(other));
    }

    /** Ten letters at most, none of which makes words: FNV-1a in the alphabet of {@code rand.SafeEncodeString}. */
    static String hash(JsonNode template, int collisions) {
        int hash = 0x811c9dc5;
        var text = canonical(template) + (collisions == 0 ? "" : "/" + collisions);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x01000193;
        }
        var encoded = new StringBuilder();
        Integer.toUnsignedString(hash).chars().forEach(digit -> encoded.append(SAFE.charAt(digit % SAFE.length())));
        return encoded.toString();
    }

    private static String canonical(JsonNode template) {
        var copy = template.deepCopy();
        if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
            labels.remove(HASH_LABEL);
        }
        return sorted(copy).toString();
    }

    private static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var members = new TreeMap<String, JsonNode>();
                object.properties().forEach(member -> {
                    var value = sorted(member.getValue());
                    if (!value.isNull() && !(value.isContainer() && value.isEmpty())) {
                        members.put(member.getKey(), value);
                    }
                });
                yield JsonNodeFactory.instance.objectNode().setAll(members);
            }
            case ArrayNode array -> {
                var elements = JsonNodeFactory.instance.arrayNode();
                array.values().forEach(element -> elements.add(sorted(element)));
                yield elements;
            }
            default -> node;
        };
    }

    /** A pod of the template that the owner controls; the API server makes up its name. */
    static ObjectNode pod(JsonNode template, Meta owner, Map<String, String> moreLabels) {
        var pod = Json.object().put("apiVersion", "v1").put("kind", "Pod");
        var metadata = pod.putObject("metadata")
                .put("generateName", owner.key().name() + "-")
                .put("namespace", owner.key().namespace());
        for (var part : new String[] {"labels", "annotations", "finalizers"}) {
            var values = template.path("metadata").path(part);
            if (!values.isEmpty()) {
                metadata.set(part, values.deepCopy());
            }
        }
        if (!moreLabels.isEmpty()) {
            var labels = metadata.withObjectProperty("labels");
            moreLabels.forEach(labels::put);
        }
        metadata.putArray("ownerReferences").add(Owner.controller(owner).tree());
        pod.set("spec", template.path("spec").deepCopy());
        return pod;
    }
}
