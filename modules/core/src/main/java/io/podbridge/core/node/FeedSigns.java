package io.podbridge.core.node;

import io.podbridge.core.health.HealthBoard;
import io.podbridge.core.health.Part;
import io.podbridge.core.health.PartState;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi.PodList;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.KubeApi.Watch;
import io.podbridge.core.kube.PodSource;
import io.podbridge.core.kube.PodWatchListener;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.replica.ReplicaServices;
import java.util.concurrent.CompletionStage;

/**
 * The API server as the feed sees it, which tells the replica's board whether list and watch bring anything. Beside the
 * feed and not in it: whatever the feed believes, this is what it was told.
 */
final class FeedSigns implements PodSource {
    private final PodSource api;
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
    public CompletionStage<ApiResult<String>> podsVersion(PodScope scope) {
        return api.podsVersion(scope).whenComplete((result, failure) -> {
            if (result instanceof ApiResult.Ok<String>) {
                alive();
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
}
