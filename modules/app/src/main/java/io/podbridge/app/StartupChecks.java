package io.podbridge.app;

import io.podbridge.core.bridge.ClusterIdentity;
import io.podbridge.core.bridge.FoundingLease;
import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.Permission;
import io.podbridge.core.kubelet.KubeletSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the API server is asked before a replica starts: is it there, may we, and which cluster is it. */
final class StartupChecks {
    private static final Logger LOG = LoggerFactory.getLogger(StartupChecks.class);
    private static final String LEASES = "kube-node-lease";
    private static final String LEASE_RESOURCE = "leases";

    private final KubeApi api;
    private final String node;
    private final KubeletSettings kubelet;
    private final ClusterSettings cluster;

    StartupChecks(KubeApi api, String node, KubeletSettings kubelet, ClusterSettings cluster) {
        this.api = api;
        this.node = node;
        this.kubelet = kubelet;
        this.cluster = cluster;
    }

    /**
     * Asks, and says which Kubernetes cluster it is: the UID of its namespace {@code kube-system}, empty if it may not
     * be read and need not be.
     *
     * @throws StartupFailure with the exit code that says what is wrong
     */
    Optional<String> require() {
        ApiQuestions.answer(api::version);
        requirePermissions();
        return kubernetes();
    }

    private Optional<String> kubernetes() {
        ApiResult<String> result = ApiQuestions.ask(() -> ClusterIdentity.ask(api));
        if (result instanceof ApiResult.Not<String>(ApiResult.Forbidden(var status, var message))
                && status != ApiResult.Forbidden.UNTRUSTED
                && !cluster.verifyKubernetes()) {
            LOG.warn(
                    "Which Kubernetes cluster this is cannot be told ({}); going on without"
                            + " (podbridge.cluster.verify-kubernetes = false): another cluster behind the same address,"
                            + " or a replica with another kubeconfig, will not be noticed",
                    message);
            return Optional.empty();
        }
        return Optional.of(ApiQuestions.value(result));
    }

    private void requirePermissions() {
        List<String> missing = Stream.of(
                        permissions(node),
                        forFounding(node, cluster.foundingNamespace()),
                        forTheFence(cluster),
                        forTheKubeletApi(kubelet))
                .flatMap(List::stream)
                .filter(permission -> !ApiQuestions.answer(() -> Permission.allowed(api, permission)))
                .map(Permission::toString)
                .toList();
        if (!missing.isEmpty()) {
            throw new StartupFailure(
                    ExitCode.REFUSED,
                    "The API server does not allow this user to " + String.join(", ", missing) + ".",
                    "the user of the kubeconfig, or the pod's ServiceAccount",
                    "Apply deploy/kubernetes/rbac.yaml, which names the nodes that may be written (here " + node
                            + "), and bind its roles to that user.");
        }
    }

    /** What {@code deploy/kubernetes/rbac.yaml} allows and no replica can do without. */
    private static List<Permission> permissions(String node) {
        return List.of(
                new Permission("get", "", "pods", "", ""),
                new Permission("list", "", "pods", "", ""),
                new Permission("watch", "", "pods", "", ""),
                new Permission("patch", "", "pods/status", "", ""),
                new Permission("delete", "", "pods", "", ""),
                new Permission("create", "", "nodes", "", ""),
                new Permission("get", "", "nodes", "", node),
                new Permission("patch", "", "nodes", "", node),
                new Permission("patch", "", "nodes/status", "", node),
                new Permission("create", "", "events", "", ""),
                new Permission("create", "coordination.k8s.io", LEASE_RESOURCE, LEASES, ""),
                new Permission("get", "coordination.k8s.io", LEASE_RESOURCE, LEASES, node),
                new Permission("update", "coordination.k8s.io", LEASE_RESOURCE, LEASES, node));
    }

    private static List<Permission> forFounding(String node, String namespace) {
        String group = "coordination.k8s.io";
        String name = FoundingLease.name(node);
        return List.of(
                new Permission("create", group, LEASE_RESOURCE, namespace, ""),
                new Permission("get", group, LEASE_RESOURCE, namespace, name),
                new Permission("update", group, LEASE_RESOURCE, namespace, name));
    }

    private static List<Permission> forTheFence(ClusterSettings cluster) {
        return cluster.verifyKubernetes()
                ? List.of(new Permission("get", "", "namespaces", "", "kube-system"))
                : List.of();
    }

    /** Without these nobody could use the kubelet API. */
    private static List<Permission> forTheKubeletApi(KubeletSettings kubelet) {
        List<Permission> needed = new ArrayList<>();
        if (kubelet.enabled() && kubelet.access().tokens()) {
            needed.add(new Permission("create", "authentication.k8s.io", "tokenreviews", "", ""));
        }
        if (kubelet.enabled() && !kubelet.access().alwaysAllow()) {
            needed.add(new Permission("create", "authorization.k8s.io", "subjectaccessreviews", "", ""));
        }
        if (kubelet.enabled() && kubelet.requestCertificate()) {
            needed.add(new Permission("create", "certificates.k8s.io", "certificatesigningrequests", "", ""));
            needed.add(new Permission("get", "certificates.k8s.io", "certificatesigningrequests", "", ""));
        }
        return needed;
    }
}
