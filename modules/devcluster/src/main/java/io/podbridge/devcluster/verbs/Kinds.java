package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.resource.ResourceType;
import java.util.Set;

/** In what the kinds differ, from their strategies ({@code pkg/registry/.../strategy.go}). */
final class Kinds {
    private static final Set<String> GENERATIONS = Set.of(
            "pods",
            "podtemplates",
            "replicationcontrollers",
            "daemonsets.apps",
            "deployments.apps",
            "replicasets.apps",
            "statefulsets.apps",
            "jobs.batch",
            "cronjobs.batch",
            "ingresses.networking.k8s.io",
            "ingressclasses.networking.k8s.io",
            "networkpolicies.networking.k8s.io",
            "poddisruptionbudgets.policy",
            "priorityclasses.scheduling.k8s.io",
            "endpointslices.discovery.k8s.io");
    private static final Set<String> VERSION_REQUIRED = Set.of(
            "leases.coordination.k8s.io",
            "runtimeclasses.node.k8s.io",
            "poddisruptionbudgets.policy",
            "csidrivers.storage.k8s.io",
            "csinodes.storage.k8s.io",
            "volumeattachments.storage.k8s.io");
    private static final Set<String> CREATED_BY_UPDATE = Set.of(
            "leases.coordination.k8s.io",
            "runtimeclasses.node.k8s.io",
            "roles.rbac.authorization.k8s.io",
            "rolebindings.rbac.authorization.k8s.io",
            "clusterroles.rbac.authorization.k8s.io",
            "clusterrolebindings.rbac.authorization.k8s.io",
            "events",
            "events.events.k8s.io",
            "limitranges",
            "services",
            "endpoints");
    private static final Set<String> METADATA_WITH_STATUS = Set.of(
            "pods",
            "nodes",
            "namespaces",
            "services",
            "persistentvolumes",
            "persistentvolumeclaims",
            "resourcequotas",
            "replicationcontrollers",
            "replicasets.apps",
            "deployments.apps",
            "daemonsets.apps",
            "statefulsets.apps",
            "jobs.batch",
            "cronjobs.batch");
    private static final Set<String> UNOWNING = Set.of("events", "events.events.k8s.io");

    private Kinds() {}

    /** Whether {@code metadata.generation} counts the changes of the spec. */
    static boolean generation(ResourceType type) {
        return GENERATIONS.contains(type.qualified());
    }

    /** Whether an update must say which version it replaces. */
    static boolean versionRequired(ResourceType type) {
        return VERSION_REQUIRED.contains(type.qualified());
    }

    /** Whether a PUT creates what is not there. */
    static boolean createdByUpdate(ResourceType type) {
        return CREATED_BY_UPDATE.contains(type.qualified());
    }

    /** Whether a write of the status also takes labels and annotations. */
    static boolean metadataWithStatus(ResourceType type) {
        return METADATA_WITH_STATUS.contains(type.qualified());
    }

    /** Whether a write of the status, though it takes annotations, leaves the labels. */
    static boolean labelsWithoutStatus(ResourceType type) {
        return type.qualified().equals("deployments.apps");
    }

    /** Whether its dependents are asked after when it is deleted. */
    static boolean collected(ResourceType type) {
        return !UNOWNING.contains(type.qualified());
    }

    /** Whether its dependents are left alone unless the request says otherwise (batch/v1, for old clients). */
    static boolean orphansByDefault(ResourceType type) {
        return type.qualified().equals("jobs.batch");
    }

    static boolean pods(ResourceType type) {
        return type.qualified().equals("pods");
    }

    static boolean namespaces(ResourceType type) {
        return type.qualified().equals("namespaces");
    }
}
