package io.podbridge.devcluster.resource;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.NodeMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import java.util.List;
import java.util.Optional;

/** Kinds that are measured and not stored: they can be read only. Named as metrics-server names them. */
public final class MeasuredTypes {
    public static final ResourceType NODE_METRICS = type("nodes", "NodeMetrics", false, NodeMetrics.class);
    public static final ResourceType POD_METRICS = type("pods", "PodMetrics", true, PodMetrics.class);

    private static final List<ResourceType> ALL = List.of(NODE_METRICS, POD_METRICS);

    private MeasuredTypes() {}

    /** By name. */
    public static List<ResourceType> all() {
        return ALL;
    }

    public static Optional<ResourceType> find(GroupVersion groupVersion, String plural) {
        return ALL.stream()
                .filter(type -> type.groupVersion().equals(groupVersion)
                        && type.plural().equals(plural))
                .findFirst();
    }

    private static ResourceType type(
            String plural, String kind, boolean namespaced, Class<? extends KubernetesResource> model) {
        return new ResourceType(
                GroupVersions.METRICS, plural, "", kind, namespaced, List.of(), List.of(), List.of(), model);
    }
}
