package io.podbridge.core.kube;

import io.podbridge.core.kube.ApiResult.Expired;
import io.podbridge.core.kube.KubeApi.PodList;
import io.podbridge.core.pod.Pod;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lists the pods of a node, page by page, so that neither side has to hold a whole big list at once. While a page is
 * read the next one is on its way: a list is on the path of a fail-over, and half of its time is the reading.
 */
final class PodLists {

    /** What client-go's pager takes. */
    private static final int PAGE = 500;

    /** Sends a request. */
    interface Sender {
        CompletableFuture<Received> send(Call call);
    }

    /**
     * Pages in order, from one of them to the last.
     *
     * @param resourceVersion what they show, all of the same moment
     */
    private record Pages(Deque<List<Pod>> pods, String resourceVersion) {
        static Pages none(String resourceVersion) {
            return new Pages(new ArrayDeque<>(), resourceVersion);
        }

        Pages after(List<Pod> page) {
            pods.addFirst(page);
            return this;
        }

        PodList list() {
            return new PodList(pods.stream().flatMap(List::stream).toList(), resourceVersion);
        }
    }

    private final Sender sender;
    private final Expected<PodDecoder.Page> expected;

    PodLists(Sender sender, PodDecoder decoder) {
        this.sender = sender;
        this.expected = Expected.pods(decoder);
    }

    /** The smallest page that says how far history has come. */
    static Call first(String node) {
        return Call.get("LIST pods", path(node) + "&limit=1");
    }

    private static String path(String node) {
        return ApiPath.PODS + "?" + ApiPath.ofNode(node);
    }

    /** Where the version that the pages are of was compacted away meanwhile: all at once, as client-go does. */
    CompletableFuture<ApiResult<PodList>> list(String node) {
        String path = path(node);
        return page(node, path + "&limit=" + PAGE, "")
                .thenCompose(result -> result instanceof ApiResult.Not<Pages>(Expired compacted)
                        ? page(node, path, "")
                        : CompletableFuture.completedFuture(result))
                .thenApply(result -> result.map(Pages::list));
    }

    private CompletableFuture<ApiResult<Pages>> page(String node, String path, String continuation) {
        String next = continuation.isEmpty() ? path : path + "&continue=" + ApiPath.parameter(continuation);
        return sender.send(Call.get("LIST pods", next)).thenCompose(answer -> switch (answer.as(Expected.podsHead())) {
            case ApiResult.Ok<ListHead>(var head) -> {
                var others = others(node, path, head);
                var own = answer.as(expected).map(page -> podsOf(node, page));
                yield others.thenApply(rest -> own.flatMap(pods -> rest.map(pages -> pages.after(pods))));
            }
            case ApiResult.Not<ListHead>(var problem) -> CompletableFuture.completedFuture(ApiResult.not(problem));
        });
    }

    /** The pages behind the one with this head. */
    private CompletableFuture<ApiResult<Pages>> others(String node, String path, ListHead head) {
        return head.continuation().isEmpty()
                ? CompletableFuture.completedFuture(ApiResult.ok(Pages.none(head.resourceVersion())))
                : page(node, path, head.continuation());
    }

    private static List<Pod> podsOf(String node, PodDecoder.Page page) {
        return page.pods().stream()
                .filter(it -> it.node().equals(node))
                .map(PodDecoder.Bound::pod)
                .toList();
    }
}
