package io.podbridge.core.feed;

import io.podbridge.core.kube.PodWatchListener;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Hands a watch's events to the feed; the watch goes on when the feed has dealt with the last one.
 *
 * @param watch counts the feed's watches
 */
record FeedListener(int watch, ActorRef<FeedCommand> feed) implements PodWatchListener {

    @Override
    public CompletableFuture<Void> changed(Pod pod) {
        var done = new CompletableFuture<Void>();
        feed.tell(new FeedCommand.Changed(watch, pod, done));
        return done;
    }

    @Override
    public CompletableFuture<Void> gone(PodId pod, String resourceVersion) {
        var done = new CompletableFuture<Void>();
        feed.tell(new FeedCommand.Removed(watch, pod, resourceVersion, done));
        return done;
    }

    @Override
    public void bookmark(String resourceVersion) {
        feed.tell(new FeedCommand.Bookmark(watch, resourceVersion));
    }

    @Override
    public void ended(End end) {
        feed.tell(new FeedCommand.Ended(watch, end));
    }
}
