package io.podbridge.core.kube;

import io.podbridge.core.kube.ApiResult.Expired;
import io.podbridge.core.kube.KubeApi.PodList;
import io.podbridge.core.pod.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lists the pods of a node, page by page, so that neither side has to hold a whole big list at once. */
final class PodLists {

    /** What client-go's pager takes. */
    private static final int PAGE = 500;

    /** Sends a request; an answer counts if it is what is expected. */
    interface Sender {
        CompletableFuture<ApiResult<PodDecoder.Page>> send(Call call, Expected<PodDecoder.Page> expected);
    }

    private final Sender sender;
    private final Expected<PodDecoder.Page> expected;

    PodLists(Sender sender, PodDecoder decoder) {
        this.sender = sender;
        this.expected = Expected.pods(decoder);
    }

    CompletableFuture<ApiResult<PodList>> list(String node) {
        return page(node, PAGE, "", new ArrayList<>());
    }

    private CompletableFuture<ApiResult<PodList>> page(String node, int limit, String continuation, List<Pod> soFar) {
        String path = ApiPath.PODS + "?" + ApiPath.ofNode(node) + (limit == 0 ? "" : "&limit=" + limit)
                + (continuation.isEmpty() ? "" : "&continue=" + ApiPath.parameter(continuation));
        return sender.send(Call.get("LIST pods", path), expected).thenCompose(result -> switch (result) {
            case ApiResult.Ok<PodDecoder.Page>(var page) -> more(node, limit, page, soFar);
            case ApiResult.Not<PodDecoder.Page>(var problem) ->
                // The version that the pages are of was compacted away meanwhile: all at once, as client-go does.
                problem instanceof Expired && !continuation.isEmpty()
                        ? page(node, 0, "", new ArrayList<>())
                        : CompletableFuture.completedFuture(ApiResult.not(problem));
        });
    }

    private CompletableFuture<ApiResult<PodList>> more(String node, int limit, PodDecoder.Page page, List<Pod> soFar) {
        page.pods().stream()
                .filter(it -> it.node().equals(node))
                .map(PodDecoder.Bound::pod)
                .forEach(soFar::add);
        return page.continuation().isEmpty()
                ? CompletableFuture.completedFuture(
                        ApiResult.ok(new PodList(List.copyOf(soFar), page.resourceVersion())))
                : page(node, limit, page.continuation(), soFar);
    }
}
