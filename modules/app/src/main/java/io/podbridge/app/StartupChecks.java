package io.podbridge.app;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.Permission;
import io.podbridge.core.kubelet.KubeletSettings;
import io.podbridge.core.node.NodeClaim;
import io.podbridge.core.node.NodeIdentity;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the API server is asked before a replica starts: is it there, may we, and is the node's name free. */
final class StartupChecks {
    private static final String LEASES = "kube-node-lease";

    /** Short, since whoever starts this wants to know soon; long enough for a moment's overload. */
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

    private final KubeApi api;
    private final NodeIdentity identity;
    private final KubeletSettings kubelet;

    StartupChecks(KubeApi api, NodeIdentity identity, KubeletSettings kubelet) {
        this.api = api;
        this.identity = identity;
        this.kubelet = kubelet;
    }

    /**
     * Asks.
     *
     * @throws StartupFailure with the exit code that says what is wrong
     */
    void require() {
        answer(api::version);
        requirePermissions();
        requireName();
    }

    private void requirePermissions() {
        List<String> missing = Stream.concat(permissions(identity.name()).stream(), forTheKubeletApi(kubelet).stream())
                .filter(permission -> !answer(() -> Permission.allowed(api, permission)))
                .map(Permission::toString)
                .toList();
        if (!missing.isEmpty()) {
            throw new StartupFailure(
                    ExitCode.REFUSED,
                    "The API server does not allow this user to " + String.join(", ", missing) + ".",
                    "the user of the kubeconfig, or the pod's ServiceAccount",
                    "Apply deploy/kubernetes/rbac.yaml, which names the nodes that may be written (here "
                            + identity.name() + "), and bind its roles to that user.");
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
                new Permission("create", "coordination.k8s.io", "leases", LEASES, ""),
                new Permission("get", "coordination.k8s.io", "leases", LEASES, node),
                new Permission("update", "coordination.k8s.io", "leases", LEASES, node));
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

    private void requireName() {
        Optional<ApiObject> node = find(identity.nodePath());
        Optional<ApiObject> lease = find(identity.leasePath());
        node.flatMap(found -> NodeClaim.objection(
                        found, lease, identity, Clock.systemUTC().instant()))
                .ifPresent(objection -> {
                    throw new StartupFailure(
                            ExitCode.CLAIMED,
                            "This replica must not serve the node: " + objection + ".",
                            "podbridge.node.name",
                            "See docs/operations.md, \"A node name that is taken\".");
                });
    }

    private Optional<ApiObject> find(String path) {
        ApiResult<ApiObject> result = ask(() -> api.get(path));
        return result instanceof ApiResult.Not<ApiObject>(ApiResult.NotFound missing)
                ? Optional.empty()
                : Optional.of(value(result));
    }

    private static <T> T answer(Supplier<CompletionStage<ApiResult<T>>> call) {
        return value(ask(call));
    }

    /**
     * An API server that is busy, or just starting too, is asked again, without a word: whoever starts this gets one
     * message, when it is given up. A refusal is an answer.
     */
    private static <T> ApiResult<T> ask(Supplier<CompletionStage<ApiResult<T>>> call) {
        ApiResult<T> result = call.get().toCompletableFuture().join();
        for (Duration pause : PAUSES) {
            if (!(result instanceof ApiResult.Not<T>(ApiResult.Unavailable unavailable))) {
                return result;
            }
            LockSupport.parkNanos(pause.toNanos());
            result = call.get().toCompletableFuture().join();
        }
        return result;
    }

    private static <T> T value(ApiResult<T> result) {
        return switch (result) {
            case ApiResult.Ok<T>(var value) -> value;
            case ApiResult.Not<T>(ApiResult.Forbidden(var status, var message))
            when status == ApiResult.Forbidden.UNTRUSTED ->
                throw new StartupFailure(
                        ExitCode.REFUSED,
                        "The API server is not known to be the right one: " + message,
                        "podbridge.kubernetes",
                        "Check the certificate-authority of the kubeconfig, and that the address is the right one.");
            case ApiResult.Not<T>(ApiResult.Forbidden refused) ->
                throw new StartupFailure(
                        ExitCode.REFUSED,
                        "The API server refuses this user: " + refused.message(),
                        "the user of the kubeconfig, or the pod's ServiceAccount",
                        "Check the credentials, and apply deploy/kubernetes/rbac.yaml.");
            case ApiResult.Not<T>(var problem) ->
                throw new StartupFailure(
                        ExitCode.UNAVAILABLE,
                        "The API server does not answer as it should: " + problem.message(),
                        "podbridge.kubernetes",
                        "Check its address and that it runs; then start again.");
        };
    }
}
