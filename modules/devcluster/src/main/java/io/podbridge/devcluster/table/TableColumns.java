package io.podbridge.devcluster.table;

import static java.util.Map.entry;

import io.podbridge.devcluster.resource.MeasuredTypes;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import java.util.List;
import java.util.Map;

/** Which columns a kind has. */
final class TableColumns {
    /** For kinds without columns of their own. */
    private static final List<Column> DEFAULT = List.of(
            Column.NAME,
            Column.text("Created At", subject -> subject.text("metadata", "creationTimestamp"))
                    .as("date"));

    private static final Map<ResourceType, List<Column>> COLUMNS = Map.ofEntries(
            entry(ResourceTypes.PODS, PodColumns.PODS),
            entry(ResourceTypes.POD_TEMPLATES, PodColumns.POD_TEMPLATES),
            entry(ResourceTypes.NODES, ClusterColumns.NODES),
            entry(ResourceTypes.NAMESPACES, ClusterColumns.NAMESPACES),
            entry(ResourceTypes.EVENTS, ClusterColumns.EVENTS),
            entry(ResourceTypes.EVENTS_OF_GROUP, ClusterColumns.EVENTS),
            entry(ResourceTypes.LEASES, ClusterColumns.LEASES),
            entry(ResourceTypes.CONFIG_MAPS, ClusterColumns.CONFIG_MAPS),
            entry(ResourceTypes.SECRETS, ClusterColumns.SECRETS),
            entry(ResourceTypes.SERVICE_ACCOUNTS, ClusterColumns.SERVICE_ACCOUNTS),
            entry(ResourceTypes.RUNTIME_CLASSES, ClusterColumns.RUNTIME_CLASSES),
            entry(ResourceTypes.PRIORITY_CLASSES, ClusterColumns.PRIORITY_CLASSES),
            entry(ResourceTypes.RESOURCE_QUOTAS, ClusterColumns.RESOURCE_QUOTAS),
            entry(ResourceTypes.DEPLOYMENTS, WorkloadColumns.DEPLOYMENTS),
            entry(ResourceTypes.REPLICA_SETS, WorkloadColumns.REPLICA_SETS),
            entry(ResourceTypes.REPLICATION_CONTROLLERS, WorkloadColumns.REPLICATION_CONTROLLERS),
            entry(ResourceTypes.STATEFUL_SETS, WorkloadColumns.STATEFUL_SETS),
            entry(ResourceTypes.DAEMON_SETS, WorkloadColumns.DAEMON_SETS),
            entry(ResourceTypes.CONTROLLER_REVISIONS, WorkloadColumns.CONTROLLER_REVISIONS),
            entry(ResourceTypes.JOBS, WorkloadColumns.JOBS),
            entry(ResourceTypes.CRON_JOBS, WorkloadColumns.CRON_JOBS),
            entry(ResourceTypes.SERVICES, NetworkColumns.SERVICES),
            entry(ResourceTypes.ENDPOINTS, NetworkColumns.ENDPOINTS),
            entry(ResourceTypes.ENDPOINT_SLICES, NetworkColumns.ENDPOINT_SLICES),
            entry(ResourceTypes.INGRESSES, NetworkColumns.INGRESSES),
            entry(ResourceTypes.INGRESS_CLASSES, NetworkColumns.INGRESS_CLASSES),
            entry(ResourceTypes.NETWORK_POLICIES, NetworkColumns.NETWORK_POLICIES),
            entry(ResourceTypes.PERSISTENT_VOLUMES, StorageColumns.VOLUMES),
            entry(ResourceTypes.PERSISTENT_VOLUME_CLAIMS, StorageColumns.CLAIMS),
            entry(ResourceTypes.STORAGE_CLASSES, StorageColumns.STORAGE_CLASSES),
            entry(ResourceTypes.CSI_DRIVERS, StorageColumns.CSI_DRIVERS),
            entry(ResourceTypes.CSI_NODES, StorageColumns.CSI_NODES),
            entry(ResourceTypes.VOLUME_ATTACHMENTS, StorageColumns.ATTACHMENTS),
            entry(ResourceTypes.ROLE_BINDINGS, PolicyColumns.ROLE_BINDINGS),
            entry(ResourceTypes.CLUSTER_ROLE_BINDINGS, PolicyColumns.ROLE_BINDINGS),
            entry(ResourceTypes.CERTIFICATE_SIGNING_REQUESTS, PolicyColumns.CERTIFICATE_SIGNING_REQUESTS),
            entry(ResourceTypes.POD_DISRUPTION_BUDGETS, PolicyColumns.DISRUPTION_BUDGETS),
            entry(MeasuredTypes.NODE_METRICS, MetricsColumns.NODES),
            entry(MeasuredTypes.POD_METRICS, MetricsColumns.PODS),
            entry(ResourceTypes.HORIZONTAL_POD_AUTOSCALERS, PolicyColumns.AUTOSCALERS));

    private TableColumns() {}

    static List<Column> of(ResourceType type) {
        return COLUMNS.getOrDefault(type, DEFAULT);
    }
}
