package io.podbridge.core.node;

import io.podbridge.core.clock.ClockSkew;
import io.podbridge.core.health.HealthBoard;
import io.podbridge.core.health.Part;
import io.podbridge.core.health.PartState;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.PodWatchListener;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.replica.ReplicaServices;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The API server as the feed sees it, which tells the replica's board whether list and watch bring anything. Beside the
 * feed and not in it: whatever the feed believes, this is what it was told.
 */
final class FeedSigns implements KubeApi {
    private final KubeApi api;
    private final HealthBoard board;
    private boolean over;

    FeedSigns(ReplicaServices services) {
        this.api = services.api();
        this.board = services.health();
        report(PartState.DEGRADED, "the pods have not been listed yet: is the API server slow?");
    }

    /** The feed is here no more; answers to it that are still to come say nothing. */
    synchronized void end() {
        over = true;
        board.forget(Part.FEED);
    }

    private synchronized void report(PartState state, String message) {
        if (!over) {
            board.report(Part.FEED, state, message);
        }
    }

    private void alive() {
        report(PartState.OK, "list and watch of the pods go on");
    }

    private void failed(String what, String problem) {
        report(
                PartState.DEGRADED,
                "the pods cannot be " + what + " (" + problem + "): check the API server and the ClusterRole");
    }

    @Override
    public CompletionStage<ApiResult<PodList>> listPods(PodScope scope) {
        return api.listPods(scope).whenComplete((result, failure) -> {
            switch (ApiResult.of(result, failure)) {
                case ApiResult.Ok<PodList> listed -> alive();
                case ApiResult.Not<PodList>(var problem) -> failed("listed", problem.message());
            }
        });
    }

    @Override
    public Watch watchPods(PodScope scope, String resourceVersion, PodWatchListener listener) {
        return api.watchPods(scope, resourceVersion, new Listener(listener));
    }

    /** Passes everything on. */
    private final class Listener implements PodWatchListener {
        private final PodWatchListener feed;

        private Listener(PodWatchListener feed) {
            this.feed = feed;
        }

        @Override
        public CompletionStage<Void> changed(Pod pod) {
            alive();
            return feed.changed(pod);
        }

        @Override
        public CompletionStage<Void> gone(PodId pod, String resourceVersion) {
            alive();
            return feed.gone(pod, resourceVersion);
        }

        @Override
        public void bookmark(String resourceVersion) {
            alive();
            feed.bookmark(resourceVersion);
        }

        @Override
        public void ended(End end) {
            switch (end) {
                case End.Closed() -> alive();
                case End.Expired() -> {}
                case End.Failed(var problem) -> failed("watched", problem.message());
            }
            feed.ended(end);
        }
    }

    @Override
    public CompletionStage<ApiResult<String>> version() {
        return api.version();
    }

    @Override
    public CompletionStage<ApiResult<Pod>> getPod(PodId pod) {
        return api.getPod(pod);
    }

    @Override
    public CompletionStage<ApiResult<Pod>> findPod(String node, String namespace, String name) {
        return api.findPod(node, namespace, name);
    }

    @Override
    public CompletionStage<ApiResult<String>> patchPodStatus(PodId pod, String resourceVersion, PodStatus status) {
        return api.patchPodStatus(pod, resourceVersion, status);
    }

    @Override
    public CompletionStage<ApiResult<Void>> deletePod(PodId pod) {
        return api.deletePod(pod);
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> get(String path) {
        return api.get(path);
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> create(String collectionPath, byte[] json) {
        return api.create(collectionPath, json);
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> replace(String path, byte[] json) {
        return api.replace(path, json);
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> patch(String path, PatchType type, byte[] json) {
        return api.patch(path, type, json);
    }

    @Override
    public CompletionStage<ApiResult<Void>> delete(String path, String uid) {
        return api.delete(path, uid);
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
}
