package io.podbridge.devcluster.resource;

import static io.podbridge.devcluster.resource.GroupVersions.APPS;
import static io.podbridge.devcluster.resource.GroupVersions.AUTHENTICATION;
import static io.podbridge.devcluster.resource.GroupVersions.AUTOSCALING;
import static io.podbridge.devcluster.resource.GroupVersions.BATCH;
import static io.podbridge.devcluster.resource.GroupVersions.CERTIFICATES;
import static io.podbridge.devcluster.resource.GroupVersions.COORDINATION;
import static io.podbridge.devcluster.resource.GroupVersions.CORE;
import static io.podbridge.devcluster.resource.GroupVersions.DISCOVERY;
import static io.podbridge.devcluster.resource.GroupVersions.NETWORKING;
import static io.podbridge.devcluster.resource.GroupVersions.NODE;
import static io.podbridge.devcluster.resource.GroupVersions.POLICY;
import static io.podbridge.devcluster.resource.GroupVersions.RBAC;
import static io.podbridge.devcluster.resource.GroupVersions.SCHEDULING;
import static io.podbridge.devcluster.resource.GroupVersions.STORAGE;
import static io.podbridge.devcluster.resource.TypeBuilder.cluster;
import static io.podbridge.devcluster.resource.TypeBuilder.namespaced;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All kinds that are stored, with the names, short names and subresources of kube-apiserver 1.36 (recorded from its
 * discovery). The order is that of discovery: groups by their priority, kinds by name.
 */
public final class ResourceTypes {
    public static final ResourceType CONFIG_MAPS =
            namespaced(CORE, "configmaps", ConfigMap.class).shortNames("cm").build();
    public static final ResourceType ENDPOINTS =
            namespaced(CORE, "endpoints", Endpoints.class).shortNames("ep").build();
    public static final ResourceType EVENTS =
            namespaced(CORE, "events", Event.class).shortNames("ev").build();
    public static final ResourceType LIMIT_RANGES = namespaced(CORE, "limitranges", LimitRange.class)
            .shortNames("limits")
            .build();
    public static final ResourceType NAMESPACES = cluster(CORE, "namespaces", Namespace.class)
            .shortNames("ns")
            .status()
            .sub("finalize", CORE, "Namespace", List.of("update"))
            .build();
    public static final ResourceType NODES = cluster(CORE, "nodes", Node.class)
            .shortNames("no")
            .status()
            .proxy("NodeProxyOptions")
            .build();
    public static final ResourceType PERSISTENT_VOLUME_CLAIMS = namespaced(
                    CORE, "persistentvolumeclaims", PersistentVolumeClaim.class)
            .shortNames("pvc")
            .status()
            .build();
    public static final ResourceType PERSISTENT_VOLUMES = cluster(CORE, "persistentvolumes", PersistentVolume.class)
            .shortNames("pv")
            .status()
            .build();
    public static final ResourceType PODS = namespaced(CORE, "pods", Pod.class)
            .shortNames("po")
            .inAll()
            .status()
            .part("ephemeralcontainers")
            .part("resize")
            .sub("binding", CORE, "Binding", List.of("create"))
            .sub("eviction", POLICY, "Eviction", List.of("create"))
            .sub("log", CORE, "Pod", List.of("get"))
            .connection("attach", "PodAttachOptions")
            .connection("exec", "PodExecOptions")
            .connection("portforward", "PodPortForwardOptions")
            .proxy("PodProxyOptions")
            .build();
    public static final ResourceType POD_TEMPLATES =
            namespaced(CORE, "podtemplates", PodTemplate.class).build();
    public static final ResourceType REPLICATION_CONTROLLERS = namespaced(
                    CORE, "replicationcontrollers", ReplicationController.class)
            .shortNames("rc")
            .inAll()
            .status()
            .scale()
            .build();
    public static final ResourceType RESOURCE_QUOTAS = namespaced(CORE, "resourcequotas", ResourceQuota.class)
            .shortNames("quota")
            .status()
            .build();
    public static final ResourceType SECRETS =
            namespaced(CORE, "secrets", Secret.class).build();
    public static final ResourceType SERVICE_ACCOUNTS = namespaced(CORE, "serviceaccounts", ServiceAccount.class)
            .shortNames("sa")
            .sub("token", AUTHENTICATION, "TokenRequest", List.of("create"))
            .build();
    public static final ResourceType SERVICES = namespaced(CORE, "services", Service.class)
            .shortNames("svc")
            .inAll()
            .status()
            .proxy("ServiceProxyOptions")
            .build();

    public static final ResourceType EVENTS_OF_GROUP = namespaced(
                    GroupVersions.EVENTS, "events", io.fabric8.kubernetes.api.model.events.v1.Event.class)
            .shortNames("ev")
            .build();
    public static final ResourceType CONTROLLER_REVISIONS =
            namespaced(APPS, "controllerrevisions", ControllerRevision.class).build();
    public static final ResourceType DAEMON_SETS = namespaced(APPS, "daemonsets", DaemonSet.class)
            .shortNames("ds")
            .inAll()
            .status()
            .build();
    public static final ResourceType DEPLOYMENTS = namespaced(APPS, "deployments", Deployment.class)
            .shortNames("deploy")
            .inAll()
            .status()
            .scale()
            .build();
    public static final ResourceType REPLICA_SETS = namespaced(APPS, "replicasets", ReplicaSet.class)
            .shortNames("rs")
            .inAll()
            .status()
            .scale()
            .build();
    public static final ResourceType STATEFUL_SETS = namespaced(APPS, "statefulsets", StatefulSet.class)
            .shortNames("sts")
            .inAll()
            .status()
            .scale()
            .build();
    public static final ResourceType HORIZONTAL_POD_AUTOSCALERS = namespaced(
                    AUTOSCALING, "horizontalpodautoscalers", HorizontalPodAutoscaler.class)
            .shortNames("hpa")
            .inAll()
            .status()
            .build();
    public static final ResourceType CRON_JOBS = namespaced(BATCH, "cronjobs", CronJob.class)
            .shortNames("cj")
            .inAll()
            .status()
            .build();
    public static final ResourceType JOBS =
            namespaced(BATCH, "jobs", Job.class).inAll().status().build();
    public static final ResourceType CERTIFICATE_SIGNING_REQUESTS = cluster(
                    CERTIFICATES, "certificatesigningrequests", CertificateSigningRequest.class)
            .shortNames("csr")
            .status()
            .part("approval")
            .build();
    public static final ResourceType INGRESS_CLASSES =
            cluster(NETWORKING, "ingressclasses", IngressClass.class).build();
    public static final ResourceType INGRESSES = namespaced(NETWORKING, "ingresses", Ingress.class)
            .shortNames("ing")
            .status()
            .build();
    public static final ResourceType NETWORK_POLICIES = namespaced(NETWORKING, "networkpolicies", NetworkPolicy.class)
            .shortNames("netpol")
            .build();
    public static final ResourceType POD_DISRUPTION_BUDGETS = namespaced(
                    POLICY, "poddisruptionbudgets", PodDisruptionBudget.class)
            .shortNames("pdb")
            .status()
            .build();
    public static final ResourceType CLUSTER_ROLE_BINDINGS =
            cluster(RBAC, "clusterrolebindings", ClusterRoleBinding.class).build();
    public static final ResourceType CLUSTER_ROLES =
            cluster(RBAC, "clusterroles", ClusterRole.class).build();
    public static final ResourceType ROLE_BINDINGS =
            namespaced(RBAC, "rolebindings", RoleBinding.class).build();
    public static final ResourceType ROLES =
            namespaced(RBAC, "roles", Role.class).build();
    public static final ResourceType CSI_DRIVERS =
            cluster(STORAGE, "csidrivers", CSIDriver.class).build();
    public static final ResourceType CSI_NODES =
            cluster(STORAGE, "csinodes", CSINode.class).build();
    public static final ResourceType STORAGE_CLASSES = cluster(STORAGE, "storageclasses", StorageClass.class)
            .shortNames("sc")
            .build();
    public static final ResourceType VOLUME_ATTACHMENTS = cluster(STORAGE, "volumeattachments", VolumeAttachment.class)
            .status()
            .build();
    public static final ResourceType PRIORITY_CLASSES = cluster(SCHEDULING, "priorityclasses", PriorityClass.class)
            .shortNames("pc")
            .build();
    public static final ResourceType LEASES =
            namespaced(COORDINATION, "leases", Lease.class).build();
    public static final ResourceType RUNTIME_CLASSES =
            cluster(NODE, "runtimeclasses", RuntimeClass.class).build();
    public static final ResourceType ENDPOINT_SLICES =
            namespaced(DISCOVERY, "endpointslices", EndpointSlice.class).build();

    private static final List<ResourceType> ALL = List.of(
            CONFIG_MAPS,
            ENDPOINTS,
            EVENTS,
            LIMIT_RANGES,
            NAMESPACES,
            NODES,
            PERSISTENT_VOLUME_CLAIMS,
            PERSISTENT_VOLUMES,
            PODS,
            POD_TEMPLATES,
            REPLICATION_CONTROLLERS,
            RESOURCE_QUOTAS,
            SECRETS,
            SERVICE_ACCOUNTS,
            SERVICES,
            EVENTS_OF_GROUP,
            CONTROLLER_REVISIONS,
            DAEMON_SETS,
            DEPLOYMENTS,
            REPLICA_SETS,
            STATEFUL_SETS,
            HORIZONTAL_POD_AUTOSCALERS,
            CRON_JOBS,
            JOBS,
            CERTIFICATE_SIGNING_REQUESTS,
            INGRESS_CLASSES,
            INGRESSES,
            NETWORK_POLICIES,
            POD_DISRUPTION_BUDGETS,
            CLUSTER_ROLE_BINDINGS,
            CLUSTER_ROLES,
            ROLE_BINDINGS,
            ROLES,
            CSI_DRIVERS,
            CSI_NODES,
            STORAGE_CLASSES,
            VOLUME_ATTACHMENTS,
            PRIORITY_CLASSES,
            LEASES,
            RUNTIME_CLASSES,
            ENDPOINT_SLICES);

    private record Path(GroupVersion groupVersion, String plural) {}

    private static final Map<Path, ResourceType> BY_PATH = ALL.stream()
            .collect(Collectors.toUnmodifiableMap(
                    type -> new Path(type.groupVersion(), type.plural()), Function.identity()));

    private ResourceTypes() {}

    public static List<ResourceType> all() {
        return ALL;
    }

    public static Optional<ResourceType> find(GroupVersion groupVersion, String plural) {
        return Optional.ofNullable(BY_PATH.get(new Path(groupVersion, plural)));
    }

    /** By what an object says of itself. */
    public static Optional<ResourceType> ofKind(String apiVersion, String kind) {
        return ALL.stream()
                .filter(type -> type.kind().equals(kind)
                        && type.groupVersion().apiVersion().equals(apiVersion))
                .findFirst();
    }
}
