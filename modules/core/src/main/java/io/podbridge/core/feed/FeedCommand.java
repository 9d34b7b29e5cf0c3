package io.podbridge.core.feed;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi.PodList;
import io.podbridge.core.kube.PodWatchListener;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.roster.RosterAnswer;
import java.util.concurrent.CompletableFuture;

/** What the {@link PodFeed} tells itself. */
sealed interface FeedCommand extends PodFeed.Command {
    /** What a watch says, or what was asked because of it; counts only while that is the latest one. */
    sealed interface OfWatch extends FeedCommand {
        /** The number of the watch. */
        int watch();
    }

    /** The list was answered. */
    record Listed(ApiResult<PodList> result) implements FeedCommand {}

    /** A watch showed a pod. */
    record Changed(int watch, Pod pod, CompletableFuture<Void> done) implements OfWatch {}

    /** A watch told of a deletion, with the object. */
    record Removed(int watch, PodId id, String resourceVersion, CompletableFuture<Void> done) implements OfWatch {}

    /** A watch has got so far. */
    record Bookmark(int watch, String resourceVersion) implements OfWatch {}

    /** A watch is over. */
    record Ended(int watch, PodWatchListener.End end) implements OfWatch {}

    /** It is time for a list. */
    record ListAgain() implements FeedCommand {}

    /**
     * It is time for a watch.
     *
     * @param doubtful whether the API server may have been another one meanwhile, or of another time
     */
    record WatchAgain(boolean doubtful) implements FeedCommand {}

    /** It is time to ask how far history has come. */
    record AskVersion() implements FeedCommand {}

    /**
     * So far history has come.
     *
     * @param reached how far it had come when that was asked
     */
    record Version(int watch, String reached, ApiResult<String> now) implements OfWatch {}

    /** The cluster has been calm for a moment after a change. */
    record Settled() implements FeedCommand {}

    /** Time has passed. */
    record Tick() implements FeedCommand {}

    /** It is time to look for what nobody wants. */
    record Sweep() implements FeedCommand {}

    /** A shard's roster has answered. */
    record Answered(RosterAnswer answer) implements FeedCommand {}
}
