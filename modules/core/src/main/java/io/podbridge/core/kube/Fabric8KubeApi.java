package io.podbridge.core.kube;

import io.podbridge.core.kube.ApiResult.NotFound;
import io.podbridge.core.kube.ApiResult.Unavailable;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API server over HTTP. fabric8 brings kubeconfig, TLS and tokens; its typed objects are not used, see
 * {@code docs/decisions/0004-kube-client.md}.
 *
 * <p>Threads: any.
 */
public final class Fabric8KubeApi implements KubeApi {

    private static final JsonMapper TREES = JsonMapper.shared();

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
        return send(connection.liveness(), Call.get("GET version", ApiPath.VERSION), body -> {
            JsonNode version = TREES.readTree(body).path("gitVersion");
            return version.asString("");
        });
    }

    @Override
    public CompletionStage<ApiResult<PodList>> listPods(PodScope scope) {
        return new PodLists(this::sendPods, pods).list(scope.node());
    }

    @Override
    public CompletionStage<ApiResult<Pod>> getPod(PodId pod) {
        Call call = Call.get("GET pods", ApiPath.pod(pod));
        return sendPods(call, body -> pods.decode(body, 0, body.length).pod()).thenApply(result -> switch (result) {
            case ApiResult.Ok<Pod>(var found)
            when !found.id().uid().equals(pod.uid()) ->
                ApiResult.not(new NotFound(pod + " is gone; another pod has its name now: "
                        + found.id().uid()));
            case ApiResult.Ok<Pod> ok -> ok;
            case ApiResult.Not<Pod> not -> not;
        });
    }

    @Override
    public CompletionStage<ApiResult<Pod>> findPod(String node, String namespace, String name) {
        Call call = Call.get("GET pods", ApiPath.pod(namespace, name));
        return sendPods(call, body -> pods.decode(body, 0, body.length)).thenApply(result -> switch (result) {
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
        return sendPods(call, Fabric8KubeApi::resourceVersion);
    }

    @Override
    public CompletionStage<ApiResult<Void>> deletePod(PodId pod) {
        String options = DeleteOptions.now(pod.uid());
        Call call = Call.of("DELETE pods", "DELETE", ApiPath.pod(pod), Call.JSON, options)
                .metadataOnly();
        return done(sendPods(call, body -> ""));
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
        return done(send(lane(path), call, body -> ""));
    }

    @Override
    public List<CallCount> calls() {
        return counters.all();
    }

    @Override
    public void close() {
        connection.close();
    }

    private CompletableFuture<ApiResult<ApiObject>> object(
            String method, String path, String contentType, String body) {
        return send(lane(path), call(method, path, contentType, body), Fabric8KubeApi::apiObject);
    }

    private static Call call(String method, String path, String contentType, String body) {
        return Call.of(method + " " + ApiPath.resource(path), method, path, contentType, body);
    }

    private Lane lane(String path) {
        return ApiPath.keepsNodeReady(path) ? connection.liveness() : connection.pods();
    }

    private <T> CompletableFuture<ApiResult<T>> sendPods(Call call, Function<byte[], T> read) {
        return send(connection.pods(), call, read);
    }

    private <T> CompletableFuture<ApiResult<T>> send(Lane lane, Call call, Function<byte[], T> read) {
        return lane.send(call).handle((answer, error) -> {
            counters.count(call.kind(), answer == null ? 0 : answer.status());
            return result(call, answer, error, read);
        });
    }

    private <T> ApiResult<T> result(
            Call call, @Nullable Answer answer, @Nullable Throwable error, Function<byte[], T> read) {
        if (answer == null) {
            Throwable why = error == null ? new IllegalStateException("neither an answer nor an error") : error;
            return ApiResult.not(Problems.unanswered(why, call, connection.endpoint()));
        }
        if (!answer.good()) {
            return ApiResult.not(Problems.answered(answer, call));
        }
        try {
            return ApiResult.ok(read.apply(answer.body()));
        } catch (JacksonException e) {
            return ApiResult.not(
                    new Unavailable(call + ": the answer is not JSON: " + e.getMessage(), Optional.empty()));
        }
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

    private static ApiObject apiObject(byte[] body) {
        JsonNode json = TREES.readTree(body);
        JsonNode metadata = json.path("metadata");
        return new ApiObject(
                metadata.path("uid").asString(""),
                metadata.path("resourceVersion").asString(""),
                json);
    }

    private static String resourceVersion(byte[] body) {
        try (var parser = Tokens.parser(body, 0, body.length)) {
            return MetadataReader.resourceVersion(parser);
        }
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
