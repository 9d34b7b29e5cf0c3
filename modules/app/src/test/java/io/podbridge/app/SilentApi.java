package io.podbridge.app;

import io.podbridge.core.clock.ClockSkew;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.PodWatchListener;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An API server that never answers. */
final class SilentApi implements KubeApi {

    private static <T> CompletionStage<ApiResult<T>> never() {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<ApiResult<String>> version() {
        return never();
    }

    @Override
    public CompletionStage<ApiResult<PodList>> listPods(PodScope scope) {
        return never();
    }

    @Override
    public CompletionStage<ApiResult<String>> podsVersion(PodScope scope) {
        return never();
    }

    @Override
    public CompletionStage<ApiResult<Pod>> getPod(PodId pod) {
        return never();
    }

    @Override
    public CompletionStage<ApiResult<Pod>> findPod(String node, String namespace, String name) {
        return never();
    }

    @Override
    public Watch watchPods(PodScope scope, String resourceVersion, PodWatchListener listener) {
        return () -> {};
    }

    @Override
    public CompletionStage<ApiResult<String>> patchPodStatus(PodId pod, String resourceVersion, PodStatus status) {
        return never();
    }

    @Override
    public CompletionStage<ApiResult<Void>> deletePod(PodId pod) {
        return never();
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> get(String path) {
        return never();
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> create(String collectionPath, byte[] json) {
        return never();
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> replace(String path, byte[] json) {
        return never();
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> patch(String path, PatchType type, byte[] json) {
        return never();
    }

    @Override
    public CompletionStage<ApiResult<Void>> delete(String path, String uid) {
        return never();
    }

    @Override
    public List<CallCount> calls() {
        return List.of();
    }

    @Override
    public Optional<ClockSkew> clockSkew() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
