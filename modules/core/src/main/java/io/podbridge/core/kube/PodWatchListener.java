package io.podbridge.core.kube;

import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import java.util.concurrent.CompletionStage;

/** Receives a watch's events, one after the other. */
public interface PodWatchListener {

    /** A pod of our node was made or changed. The next event is delivered when the stage completes. */
    CompletionStage<Void> changed(Pod pod);

    /** A pod of our node is gone from the API server. */
    CompletionStage<Void> gone(PodId pod, String resourceVersion);

    /** Nothing older than this version will come: where the next watch may begin. */
    void bookmark(String resourceVersion);

    /** The stream is over; nothing follows. */
    void ended(End end);

    /** Why a stream is over. */
    sealed interface End {
        /** The server ended it (a slow reader, a time limit, a restart): go on from the last version. */
        record Closed() implements End {}

        /** The server no longer has the history (410): list again. */
        record Expired() implements End {}

        /** It could not be made, or broke. */
        record Failed(ApiResult.Problem problem) implements End {}
    }
}
