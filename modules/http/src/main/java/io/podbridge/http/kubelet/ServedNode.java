package io.podbridge.http.kubelet;

import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeApi.PodList;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.PodUsage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * The node as the API server has it: which pods it has is read there each time, so that every replica answers the same.
 * For any thread.
 */
public final class ServedNode implements NodeView {
    /** What can be a segment of a path and nothing else; the API server says what a name is. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    private final KubeApi api;
    private final String name;
    private final ContainerAccess access;
    private final String configuration;

    /**
     * The node of this name.
     *
     * @param access the way to the containers of all its pods
     * @param configuration a JSON object, without secrets
     */
    public ServedNode(KubeApi api, String name, ContainerAccess access, String configuration) {
        this.api = api;
        this.name = name;
        this.access = access;
        this.configuration = configuration;
    }

    @Override
    public String nodeName() {
        return name;
    }

    @Override
    public CompletionStage<Instant> startedAt() {
        return api.get("/api/v1/nodes/" + name).thenApply(ServedNode::value).thenApply(ServedNode::createdAt);
    }

    private static Instant createdAt(ApiObject node) {
        return Instant.parse(
                node.json().path("metadata").path("creationTimestamp").asString(""));
    }

    @Override
    public CompletionStage<Optional<Located>> find(String namespace, String pod) {
        return NAME.matcher(namespace).matches() && NAME.matcher(pod).matches()
                ? api.findPod(name, namespace, pod).thenApply(this::located)
                : CompletableFuture.completedStage(Optional.empty());
    }

    private Optional<Located> located(ApiResult<Pod> found) {
        return found instanceof ApiResult.Not<Pod>(ApiResult.NotFound missing)
                ? Optional.empty()
                : Optional.of(new Located(value(found), access));
    }

    @Override
    public CompletionStage<List<Pod>> pods() {
        return api.listPods(new PodScope(name, false))
                .thenApply(ServedNode::value)
                .thenApply(PodList::pods);
    }

    @Override
    public CompletionStage<List<Pod>> running() {
        return pods().thenApply(all -> all.stream().filter(ServedNode::runs).toList());
    }

    private static boolean runs(Pod pod) {
        return pod.status().containers().stream()
                .anyMatch(container -> container.state() instanceof ContainerState.Running);
    }

    @Override
    public CompletionStage<Outcome<List<PodUsage>>> usage() {
        return access.usage();
    }

    @Override
    public String configuration() {
        return configuration;
    }

    /** Whoever asked is told 500, and the log why. */
    private static <T> T value(ApiResult<T> result) {
        return switch (result) {
            case ApiResult.Ok<T>(var value) -> value;
            case ApiResult.Not<T>(var problem) ->
                throw new IllegalStateException("the API server does not say: " + problem.message());
        };
    }
}
