package io.podbridge.devcluster.store;

import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields that a field selector may name, by kind ({@code pkg/apis/.../v1/conversion.go} and the strategies'
 * {@code ToSelectableFields}).
 */
public final class SelectableFields {
    private static final String NAME = "metadata.name";
    private static final String NAMESPACE = "metadata.namespace";
    private static final Map<String, Set<String>> BY_RESOURCE = Map.of(
            "pods",
            Set.of(
                    "spec.nodeName",
                    "spec.restartPolicy",
                    "spec.schedulerName",
                    "spec.serviceAccountName",
                    "spec.hostNetwork",
                    "status.phase",
                    "status.podIP",
                    "status.podIPs",
                    "status.nominatedNodeName"),
            "events",
            Set.of(
                    "involvedObject.kind",
                    "involvedObject.namespace",
                    "involvedObject.name",
                    "involvedObject.uid",
                    "involvedObject.apiVersion",
                    "involvedObject.resourceVersion",
                    "involvedObject.fieldPath",
                    "reason",
                    "reportingComponent",
                    "source",
                    "type"),
            "secrets",
            Set.of("type"),
            "services",
            Set.of("spec.clusterIP", "spec.type"),
            "nodes",
            Set.of("spec.unschedulable"),
            "namespaces",
            Set.of("status.phase"),
            "replicationcontrollers",
            Set.of("status.replicas"),
            "replicasets.apps",
            Set.of("status.replicas"),
            "jobs.batch",
            Set.of("status.successful"),
            "certificatesigningrequests.certificates.k8s.io",
            Set.of("spec.signerName"));
    /** What is false, and 0, where it is not set. */
    private static final Map<String, String> UNSET = Map.of(
            "spec.unschedulable", "false", "spec.hostNetwork", "false", "status.replicas", "0", "status.successful", "0");

    private SelectableFields() {}

    /** Whether a selector may name it. */
    public static boolean known(ResourceType type, String field) {
        return field.equals(NAME) || (field.equals(NAMESPACE) && type.namespaced()) || extras(type).contains(field);
    }

    /** Whether it has fields besides its name and namespace. */
    public static boolean own(ResourceType type) {
        return BY_RESOURCE.containsKey(type.qualified());
    }

    static Map<String, String> of(ObjectKey key, ObjectNode tree) {
        Map<String, String> fields = new HashMap<>();
        fields.put(NAME, key.name());
        if (key.type().namespaced()) {
            fields.put(NAMESPACE, key.namespace());
        }
        for (String field : extras(key.type())) {
            String value = value(tree, field);
            if (!value.isEmpty()) {
                fields.put(field, value);
            }
        }
        return Map.copyOf(fields);
    }

    private static Set<String> extras(ResourceType type) {
        return BY_RESOURCE.getOrDefault(type.qualified(), Set.of());
    }

    private static String value(ObjectNode tree, String field) {
        JsonNode node = switch (field) {
            case "source" -> Json.at(tree, "source", "component");
            case "status.successful" -> Json.at(tree, "status", "succeeded");
            default -> Json.at(tree, field.split("\\."));
        };
        return node.isValueNode() && !node.isNull() ? node.asString() : UNSET.getOrDefault(field, "");
    }
}
