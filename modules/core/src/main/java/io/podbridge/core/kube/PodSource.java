package io.podbridge.core.kube;

import io.podbridge.core.kube.KubeApi.PodList;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.KubeApi.Watch;
import java.util.concurrent.CompletionStage;

/** The calls by which a feed learns of pods, apart from the rest of {@link KubeApi}, whose terms hold here too. */
public interface PodSource {

    /** Every pod of the node, and the version from which a watch goes on. */
    CompletionStage<ApiResult<PodList>> listPods(PodScope scope);

    /** How far the history of pods has come by now, by the store itself: a read that costs next to nothing. */
    CompletionStage<ApiResult<String>> podsVersion(PodScope scope);

    /**
     * Watches pods, from after the given version, until the handle is closed or the stream ends. The listener is called
     * in order, never by two threads at once; what it returns slows the stream down, not the heap.
     */
    Watch watchPods(PodScope scope, String resourceVersion, PodWatchListener listener);
}
