package io.podbridge.core.bridge;

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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The API server behind a {@link ClusterFence}: nothing is asked of, written to, or believed of another cluster's. A
 * list, and the answer that something is not there, count once the cluster has been asked after them, since both may
 * end pods. Nor is anything written about pods that another bridge has taken over.
 *
 * <p>Threads: any.
 */
public final class FencedKubeApi implements KubeApi {
    private final KubeApi api;
    private final ClusterFence fence;
    private final Supplier<Mandate> mandate;
    private final Set<FencedWatch> watches = ConcurrentHashMap.newKeySet();

    /** All calls of {@code api}, as far as the fence and the mandate let them. */
    public FencedKubeApi(KubeApi api, ClusterFence fence, Supplier<Mandate> mandate) {
        this.api = api;
        this.fence = fence;
        this.mandate = mandate;
        fence.onClosing(this::breakOffWatches);
    }

    @Override
    public CompletionStage<ApiResult<String>> version() {
        return fenced(api::version);
    }

    @Override
    public CompletionStage<ApiResult<PodList>> listPods(PodScope scope) {
        return fenced(() -> api.listPods(scope)).thenCompose(this::confirmed);
    }

    @Override
    public CompletionStage<ApiResult<String>> podsVersion(PodScope scope) {
        return fenced(() -> api.podsVersion(scope));
    }

    @Override
    public CompletionStage<ApiResult<Pod>> getPod(PodId pod) {
        return fenced(() -> api.getPod(pod));
    }

    @Override
    public CompletionStage<ApiResult<Pod>> findPod(String node, String namespace, String name) {
        return fenced(() -> api.findPod(node, namespace, name));
    }

    @Override
    public Watch watchPods(PodScope scope, String resourceVersion, PodWatchListener listener) {
        var watch = new FencedWatch(listener, watches::remove, fence::doubt);
        watches.add(watch);
        fence.admit()
                .thenAccept(refusal -> watch.begin(refusal, events -> api.watchPods(scope, resourceVersion, events)));
        return watch;
    }

    @Override
    public CompletionStage<ApiResult<String>> patchPodStatus(PodId pod, String resourceVersion, PodStatus status) {
        return ours(() -> api.patchPodStatus(pod, resourceVersion, status));
    }

    @Override
    public CompletionStage<ApiResult<Void>> deletePod(PodId pod) {
        return ours(() -> api.deletePod(pod));
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> get(String path) {
        return fenced(() -> api.get(path));
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> create(String collectionPath, byte[] json) {
        return fenced(() -> api.create(collectionPath, json));
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> replace(String path, byte[] json) {
        return fenced(() -> api.replace(path, json));
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> patch(String path, PatchType type, byte[] json) {
        return fenced(() -> api.patch(path, type, json));
    }

    @Override
    public CompletionStage<ApiResult<Void>> delete(String path, String uid) {
        return fenced(() -> api.delete(path, uid));
    }

    @Override
    public List<CallCount> calls() {
        return api.calls();
    }

    @Override
    public Optional<ClockSkew> clockSkew() {
        return api.clockSkew();
    }

    @Override
    public void close() {
        api.close();
    }

    private <T> CompletionStage<ApiResult<T>> ours(Supplier<CompletionStage<ApiResult<T>>> call) {
        return mandate.get() instanceof Mandate.Lost(var why, var adopted)
                ? CompletableFuture.completedFuture(ApiResult.not(new ApiResult.Unavailable(why, Optional.empty())))
                : fenced(call);
    }

    private <T> CompletionStage<ApiResult<T>> fenced(Supplier<CompletionStage<ApiResult<T>>> call) {
        return fence.admit()
                .thenCompose(refusal -> refusal.isEmpty()
                        ? call.get().thenCompose(this::judged)
                        : CompletableFuture.completedFuture(ApiResult.not(refusal.get())));
    }

    private <T> CompletionStage<ApiResult<T>> judged(ApiResult<T> result) {
        return switch (result) {
            case ApiResult.Not<T>(ApiResult.NotFound missing) -> confirmed(result);
            case ApiResult.Not<T>(ApiResult.Unavailable unavailable) -> {
                fence.doubt();
                yield CompletableFuture.completedFuture(result);
            }
            case ApiResult.Not<T> other -> CompletableFuture.completedFuture(result);
            case ApiResult.Ok<T> done -> CompletableFuture.completedFuture(result);
        };
    }

    /** The result, if it came from the right cluster as far as can be told afterwards. */
    private <T> CompletionStage<ApiResult<T>> confirmed(ApiResult<T> result) {
        return fence.confirm()
                .thenApply(problem -> problem.<ApiResult<T>>map(ApiResult::not).orElse(result));
    }

    private void breakOffWatches() {
        var why = new ApiResult.Unavailable(fence.objection().orElse("another cluster answers"), Optional.empty());
        watches.forEach(watch -> watch.breakOff(why));
    }
}
