package io.podbridge.core.kube;

import io.podbridge.core.clock.ClockSkew;
import io.podbridge.core.kube.FakeCalls.Call;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.SamplePods;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * An API server in memory, for tests: one node's pods with their watches, and other objects by their path. It has no
 * threads; what a call does is done when the call returns, unless {@link #asked()} says otherwise. Thread-safe.
 */
public final class FakeKubeApi implements KubeApi {
    private final AtomicLong version = new AtomicLong(100);
    private final FakeCalls asked = new FakeCalls();
    private final FakeObjects objects = new FakeObjects(version::incrementAndGet);
    private final FakePods pods;

    /** An empty one; the pods in it are those of this node. */
    public FakeKubeApi(String node) {
        this.pods = new FakePods(node, version::incrementAndGet);
    }

    // For the test: what users and the control plane do

    /** What was asked, and what goes wrong. */
    public FakeCalls asked() {
        return asked;
    }

    /** A pod is bound to the node, or changed; its resourceVersion is made anew. Returns it as it is stored. */
    public Pod put(Pod pod) {
        return pods.put(pod);
    }

    /** Somebody asks for the deletion of a pod. Returns it as it is stored. */
    public Pod askForDeletion(String uid, Instant at, Duration grace) {
        return pods.put(SamplePods.with(pods.byUid(uid).orElseThrow(), new Deletion(at, grace)));
    }

    /** Somebody removes a pod by force. */
    public void removePod(String uid) {
        pods.remove(uid);
    }

    /** A pod as it is stored. */
    public Optional<Pod> pod(String uid) {
        return pods.byUid(uid);
    }

    /** All pods. */
    public List<Pod> pods() {
        return pods.all();
    }

    /** How many watches are open. */
    public int watching() {
        return pods.watching();
    }

    /** Sends a bookmark to every watch. */
    public void bookmark() {
        pods.bookmark();
    }

    /** Ends every watch. */
    public void endWatches(PodWatchListener.End end) {
        pods.end(end);
    }

    /**
     * The store is set back to a backup, whose pods these are. A watch from a version that is still to come is silent
     * until then.
     */
    public void restore(List<Pod> backup, long atVersion) {
        version.set(atVersion);
        pods.restore(backup, atVersion);
    }

    /** A watch from before now is answered with Expired. */
    public void forgetHistory() {
        pods.forgetHistory();
    }

    /** Puts an object at its path, with uid and resourceVersion if it has none. */
    public ApiObject put(String path, JsonNode json) {
        return objects.put(path, json);
    }

    /** Removes an object. */
    public void remove(String path) {
        objects.remove(path);
    }

    /** An object as it is stored. */
    public Optional<JsonNode> object(String path) {
        return KubeApi.found(objects.get(path)).map(ApiObject::json);
    }

    /** The objects whose path begins so, by path. */
    public Map<String, JsonNode> objects(String collectionPath) {
        return objects.below(collectionPath);
    }

    // The API

    @Override
    public CompletionStage<ApiResult<String>> version() {
        return answer(Verb.VERSION, "/version", "", () -> ApiResult.ok("v1.35.0"));
    }

    @Override
    public CompletionStage<ApiResult<PodList>> listPods(PodScope scope) {
        return answer(Verb.LIST_PODS, "/api/v1/pods", "", () -> pods.list(scope));
    }

    @Override
    public CompletionStage<ApiResult<String>> podsVersion(PodScope scope) {
        return answer(Verb.PODS_VERSION, "/api/v1/pods?limit=1", "", pods::version);
    }

    @Override
    public CompletionStage<ApiResult<Pod>> getPod(PodId pod) {
        return answer(Verb.GET_POD, path(pod), "", () -> pods.get(pod));
    }

    @Override
    public CompletionStage<ApiResult<Pod>> findPod(String node, String namespace, String name) {
        var id = new PodId("", namespace, name);
        return answer(Verb.GET_POD, path(id), "", () -> pods.get(id));
    }

    @Override
    public Watch watchPods(PodScope scope, String resourceVersion, PodWatchListener listener) {
        var opened = answer(
                Verb.WATCH_PODS,
                "/api/v1/pods",
                resourceVersion,
                () -> ApiResult.ok(pods.watch(scope, resourceVersion, listener)));
        return switch (opened.toCompletableFuture().join()) {
            case ApiResult.Ok<FakeWatch>(var watch) -> watch;
            case ApiResult.Not<FakeWatch>(var problem) -> ended(listener, problem);
        };
    }

    @Override
    public CompletionStage<ApiResult<String>> patchPodStatus(PodId pod, String resourceVersion, PodStatus status) {
        return answer(
                Verb.PATCH_POD_STATUS,
                path(pod) + "/status",
                status.toString(),
                () -> pods.patchStatus(pod, resourceVersion, status));
    }

    @Override
    public CompletionStage<ApiResult<Void>> deletePod(PodId pod) {
        return answer(Verb.DELETE_POD, path(pod), "", () -> pods.delete(pod));
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> get(String path) {
        return answer(Verb.GET, path, "", () -> objects.get(path));
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> create(String collectionPath, byte[] json) {
        return answer(Verb.CREATE, collectionPath, text(json), () -> objects.create(collectionPath, json));
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> replace(String path, byte[] json) {
        return answer(Verb.REPLACE, path, text(json), () -> objects.replace(path, json));
    }

    @Override
    public CompletionStage<ApiResult<ApiObject>> patch(String path, PatchType type, byte[] json) {
        return answer(Verb.PATCH, path, text(json), () -> objects.patch(path, type, json));
    }

    @Override
    public CompletionStage<ApiResult<Void>> delete(String path, String uid) {
        return answer(Verb.DELETE, path, uid, () -> objects.delete(path, uid));
    }

    @Override
    public List<CallCount> calls() {
        return asked.counts();
    }

    @Override
    public Optional<ClockSkew> clockSkew() {
        return Optional.empty();
    }

    @Override
    public void close() {
        pods.end(new PodWatchListener.End.Closed());
    }

    private <T> CompletionStage<ApiResult<T>> answer(Verb verb, String path, String body, Supplier<ApiResult<T>> work) {
        return asked.answer(new Call(verb, path, body), work);
    }

    private static Watch ended(PodWatchListener listener, ApiResult.Problem problem) {
        var watch = new FakeWatch(listener);
        watch.addEnd(
                problem instanceof ApiResult.Expired
                        ? new PodWatchListener.End.Expired()
                        : new PodWatchListener.End.Failed(problem));
        watch.drain();
        return watch;
    }

    private static String path(PodId pod) {
        return "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name();
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
