package io.podbridge.core.kube;

import io.podbridge.core.clock.ClockSkew;
import io.podbridge.core.kube.ApiResult.NotFound;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The API server over HTTP. fabric8 brings kubeconfig, TLS and tokens; its typed objects are not used, see
 * {@code docs/decisions/0004-kube-client.md}.
 *
 * <p>Threads: any.
 */
public final class Fabric8KubeApi implements KubeApi {

    private final KubernetesConnection connection;
    private final PodDecoder pods = new PodDecoder();
    private final WatchEventDecoder events = new WatchEventDecoder(pods);
    private final CallCounters counters = new CallCounters();

    private Fabric8KubeApi(KubernetesConnection connection) {
        this.connection = connection;
    }

    /**
     * Reads the credentials. Nothing is sent until the first call.
     *
     * @throws IllegalArgumentException when there are none, or they cannot be read; the message says what and where
     */
    public static Fabric8KubeApi open(KubeSettings settings) {
        return new Fabric8KubeApi(KubernetesConnection.open(settings));
    }

    @Override
    public CompletionStage<ApiResult<String>> version() {
        return send(connection.liveness(), Call.get("GET version", ApiPath.VERSION), Expected.version());
    }

    @Override
    public CompletionStage<ApiResult<PodList>> listPods(PodScope scope) {
        return new PodLists(call -> receive(connection.pods(), call), pods).list(scope.node());
    }

    @Override
    public CompletionStage<ApiResult<String>> podsVersion(PodScope scope) {
        return sendPods(PodLists.first(scope.node()), Expected.podsHead())
                .thenApply(result -> result.map(ListHead::resourceVersion));
    }

    @Override
    public CompletionStage<ApiResult<Pod>> getPod(PodId pod) {
        Call call = Call.get("GET pods", ApiPath.pod(pod));
        return sendPods(call, Expected.pod(pods, call.target())).thenApply(result -> switch (result) {
            case ApiResult.Ok<PodDecoder.Bound>(var found)
            when !found.pod().id().uid().equals(pod.uid()) ->
                ApiResult.not(new NotFound(pod + " is gone; another pod has its name now: "
                        + found.pod().id().uid()));
            case ApiResult.Ok<PodDecoder.Bound>(var found) -> ApiResult.ok(found.pod());
            case ApiResult.Not<PodDecoder.Bound>(var problem) -> ApiResult.not(problem);
        });
    }

    @Override
    public CompletionStage<ApiResult<Pod>> findPod(String node, String namespace, String name) {
        Call call = Call.get("GET pods", ApiPath.pod(namespace, name));
        return sendPods(call, Expected.pod(pods, call.target())).thenApply(result -> switch (result) {
            case ApiResult.Ok<PodDecoder.Bound>(var found)
            when !found.node().equals(node) ->
                ApiResult.not(new NotFound(found.pod().id() + " is not on node " + node));
            case ApiResult.Ok<PodDecoder.Bound>(var found) -> ApiResult.ok(found.pod());
            case ApiResult.Not<PodDecoder.Bound>(var problem) -> ApiResult.not(problem);
        });
    }

    @Override
    public Watch watchPods(PodScope scope, String resourceVersion, PodWatchListener listener) {
        return PodWatch.start(connection, events, counters, scope, resourceVersion, listener);
    }

    @Override
    public CompletionStage<ApiResult<String>> patchPodStatus(PodId pod, String resourceVersion, PodStatus status) {
        String body = StatusEncoder.patch(pod, resourceVersion, status);
        Call call = Call.of(
                        "PATCH pods/status",
                        "PATCH",
                        ApiPath.podStatus(pod),
                        contentType(PatchType.STRATEGIC_MERGE),
                        body)
                .metadataOnly();
        return sendPods(call, Expected.written(ApiTarget.of(ApiPath.pod(pod)), pod.uid()));
    }

    @Override
    public CompletionStage<ApiResult<Void>> deletePod(PodId pod) {
        String options = DeleteOptions.now(pod.uid());
        Call call = Call.of("DELETE pods", "DELETE", ApiPath.pod(pod), Call.JSON, options)
                .metadataOnly();
        return done(sendPods(call, Expected.removed(call.target(), pod.uid())));
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> get(String path) {
        return object("GET", path, "", "");
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> create(String collectionPath, byte[] json) {
        return object("POST", collectionPath, Call.JSON, text(json));
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> replace(String path, byte[] json) {
        return object("PUT", path, Call.JSON, text(json));
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> patch(String path, PatchType type, byte[] json) {
        return object("PATCH", path, contentType(type), text(json));
    }

    @Override
    public CompletionStage<ApiResult<Void>> delete(String path, String uid) {
        Call call = call("DELETE", path, Call.JSON, DeleteOptions.of(uid)).metadataOnly();
        return done(send(lane(path), call, Expected.removed(call.target(), uid)));
    }

    @Override
    public List<CallCount> calls() {
        return counters.all();
    }

    @Override
    public Optional<ClockSkew> clockSkew() {
        return connection.skew();
    }

    @Override
    public void close() {
        connection.close();
    }

    private CompletableFuture<ApiResult<ApiObject>> object(
            String method, String path, String contentType, String body) {
        Call call = call(method, path, contentType, body);
        return send(lane(path), call, Expected.object(call.target()));
    }

    private static Call call(String method, String path, String contentType, String body) {
        return Call.of(method + " " + ApiTarget.of(path).counted(), method, path, contentType, body);
    }

    private Lane lane(String path) {
        return ApiPath.keepsNodeReady(path) ? connection.liveness() : connection.pods();
    }

    private <T> CompletableFuture<ApiResult<T>> sendPods(Call call, Expected<T> expected) {
        return send(connection.pods(), call, expected);
    }

    private <T> CompletableFuture<ApiResult<T>> send(Lane lane, Call call, Expected<T> expected) {
        return receive(lane, call).thenApply(received -> received.as(expected));
    }

    private CompletableFuture<Received> receive(Lane lane, Call call) {
        return lane.send(call).handle((answer, error) -> {
            var received = Received.of(call, connection.endpoint(), answer, error);
            counters.count(call.kind(), received.status());
            return received;
        });
    }

    private static CompletableFuture<ApiResult<Void>> done(CompletableFuture<ApiResult<String>> stage) {
        return stage.thenApply(result -> switch (result) {
            case ApiResult.Ok<String> ok -> nothing();
            case ApiResult.Not<String>(var problem) -> ApiResult.not(problem);
        });
    }

    /** Void has no other value than null. */
    @SuppressWarnings("NullAway")
    private static ApiResult<Void> nothing() {
        return ApiResult.ok(null);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static String contentType(PatchType type) {
        return switch (type) {
            case STRATEGIC_MERGE -> "application/strategic-merge-patch+json";
            case MERGE -> "application/merge-patch+json";
            case JSON -> "application/json-patch+json";
        };
    }
}
