package io.podbridge.devcluster.admission;

import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** The defaults of all kinds that have some. */
public final class Defaults {
    private Defaults() {}

    /** What every write fills in; twice does no more than once. */
    public static void apply(ResourceType type, ObjectNode object) {
        switch (type.qualified()) {
            case "pods" -> PodDefaults.pod(object);
            case "services" -> ServiceDefaults.apply(Json.ensure(object, "spec"));
            case "secrets" -> SecretDefaults.apply(object);
            case "namespaces" -> namespace(object);
            case "nodes" -> node(object);
            case "persistentvolumeclaims" -> Fill.text(Json.ensure(object, "spec"), "volumeMode", "Filesystem");
            case "priorityclasses.scheduling.k8s.io" -> Fill.text(object, "preemptionPolicy", "PreemptLowerPriority");
            case "deployments.apps" -> WorkloadDefaults.deployment(Json.ensure(object, "spec"));
            case "replicasets.apps" -> WorkloadDefaults.replicaSet(Json.ensure(object, "spec"));
            case "statefulsets.apps" -> WorkloadDefaults.statefulSet(Json.ensure(object, "spec"));
            case "daemonsets.apps" -> WorkloadDefaults.daemonSet(Json.ensure(object, "spec"));
            case "replicationcontrollers" -> WorkloadDefaults.replicationController(Json.ensure(object, "spec"));
            case "jobs.batch" -> WorkloadDefaults.job(object);
            case "cronjobs.batch" -> WorkloadDefaults.cronJob(Json.ensure(object, "spec"));
            default -> {}
        }
    }

    /** What only a new object gets, whatever it brings; it has its name and uid already. */
    public static void created(ResourceType type, ObjectNode object, Instant now) {
        if (type.subresource("status").isPresent() && !type.qualified().equals("nodes")) {
            object.remove("status");
        }
        switch (type.qualified()) {
            case "pods" -> PodDefaults.created(object, now);
            case "namespaces" -> newNamespace(object);
            case "jobs.batch" -> WorkloadDefaults.newJob(object);
            case "services" -> ServiceDefaults.created(object);
            case "ingresses.networking.k8s.io" -> Json.ensure(object, "status", "loadBalancer");
            case "deployments.apps", "cronjobs.batch" -> Json.ensure(object, "status");
            case "replicasets.apps", "replicationcontrollers" ->
                Json.ensure(object, "status").put("replicas", 0);
            case "statefulsets.apps" ->
                Json.ensure(object, "status").put("replicas", 0).put("availableReplicas", 0);
            case "poddisruptionbudgets.policy" -> newDisruptionBudget(Json.ensure(object, "status"));
            case "persistentvolumeclaims" -> Json.ensure(object, "status").put("phase", "Pending");
            case "daemonsets.apps" -> newDaemonSet(Json.ensure(object, "status"));
            default -> {}
        }
    }

    private static void namespace(ObjectNode namespace) {
        Json.ensure(namespace, "metadata", "labels")
                .put("kubernetes.io/metadata.name", Json.text(namespace, "metadata", "name"));
        Json.ensure(namespace, "spec");
    }

    /** What a node has, pods may use, unless it says otherwise. */
    private static void node(ObjectNode node) {
        Json.ensure(node, "spec");
        if (Json.at(node, "status", "capacity") instanceof ObjectNode capacity
                && !Json.present(node, "status", "allocatable")) {
            Json.ensure(node, "status").set("allocatable", capacity.deepCopy());
        }
    }

    private static void newNamespace(ObjectNode namespace) {
        Json.ensure(namespace, "spec").putArray("finalizers").add("kubernetes");
        Json.ensure(namespace, "status").put("phase", "Active");
    }

    private static void newDisruptionBudget(ObjectNode status) {
        status.put("disruptionsAllowed", 0)
                .put("currentHealthy", 0)
                .put("desiredHealthy", 0)
                .put("expectedPods", 0);
    }

    private static void newDaemonSet(ObjectNode status) {
        status.put("currentNumberScheduled", 0)
                .put("desiredNumberScheduled", 0)
                .put("numberMisscheduled", 0)
                .put("numberReady", 0);
    }
}
