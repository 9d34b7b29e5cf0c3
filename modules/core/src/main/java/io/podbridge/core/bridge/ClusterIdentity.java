package io.podbridge.core.bridge;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.JsonObjects;
import io.podbridge.core.kube.KubeApi;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Which Kubernetes cluster an API server serves: the UID of its namespace {@code kube-system}, which is made once in
 * the life of a cluster and cannot be deleted. Source: OpenTelemetry's resource attribute {@code k8s.cluster.uid}.
 */
public final class ClusterIdentity {
    /** The namespace's path. */
    public static final String PATH = "/api/v1/namespaces/kube-system";

    private ClusterIdentity() {}

    /** Asks the API server for the UID; an answer that is not that namespace counts as none. */
    public static CompletionStage<ApiResult<String>> ask(KubeApi api) {
        return api.get(PATH).thenApply(result -> switch (result) {
            case ApiResult.Ok<ApiObject>(var namespace) when genuine(namespace) -> ApiResult.ok(namespace.uid());
            case ApiResult.Ok<ApiObject> other ->
                ApiResult.not(new ApiResult.Unavailable(
                        "GET " + PATH + ": the answer is not the namespace kube-system", Optional.empty()));
            case ApiResult.Not<ApiObject>(var problem) -> ApiResult.not(problem);
        });
    }

    private static boolean genuine(ApiObject namespace) {
        return !namespace.uid().isEmpty()
                && JsonObjects.text(namespace.json(), "metadata", "name")
                        .filter("kube-system"::equals)
                        .isPresent();
    }
}
