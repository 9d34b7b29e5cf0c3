package io.podbridge.core.feed;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.PodSource;
import io.podbridge.core.kube.PodWatchListener;
import io.podbridge.core.pod.ResourceVersion;
import io.podbridge.core.status.BackOff;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** The watch of the {@link PodFeed}: one at a time, and made anew at the pace that the last ones deserve. */
final class FeedWatch {
    private static final String AGAIN = "watch";

    private final ActorContext<PodFeed.Command> context;
    private final TimerScheduler<PodFeed.Command> timers;
    private final PodSource api;
    private final FeedSettings settings;
    private final WatchHealth health;
    private final BackOff backOff;
    private Optional<KubeApi.Watch> watch = Optional.empty();
    private boolean heard;
    private int number;

    FeedWatch(
            ActorContext<PodFeed.Command> context,
            TimerScheduler<PodFeed.Command> timers,
            PodSource api,
            FeedSettings settings,
            WatchHealth health) {
        this.context = context;
        this.timers = timers;
        this.api = api;
        this.settings = settings;
        this.health = health;
        this.backOff = new BackOff(settings.backOffMin(), settings.backOffMax());
    }

    /** Whether the present watch has this number: what earlier ones say counts no more. */
    boolean is(int watch) {
        return watch == number;
    }

    /** Watches from this version on; the watch before ends. */
    void begin(String version) {
        close();
        timers.cancel(AGAIN);
        heard = false;
        number++;
        health.watching();
        var scope = new PodScope(settings.node(), health.wholeCluster());
        var listener = new FeedListener(number, context.getSelf().narrow());
        watch = Optional.of(api.watchPods(scope, version, listener));
    }

    /** The watch told something. */
    void heard() {
        heard = true;
        backOff.reset();
    }

    /** The watch has ended; the next one, or the list that must come first, is due when the feed is told so. */
    void ended(PodWatchListener.End end) {
        watch = Optional.empty();
        switch (end) {
            case PodWatchListener.End.Closed() -> {
                health.closed(System.nanoTime());
                again(!heard, pause());
            }
            case PodWatchListener.End.Expired() -> timers.startSingleTimer(new FeedCommand.ListAgain(), pause());
            case PodWatchListener.End.Failed(var problem) -> {
                context.getLog().warn("The watch of node {} failed: {}", settings.node(), problem.message());
                again(true, backOff.next());
            }
        }
    }

    private void again(boolean doubtful, Duration after) {
        timers.startSingleTimer(AGAIN, new FeedCommand.WatchAgain(doubtful), after);
    }

    /**
     * Asks how far the API server is; the answer comes to the feed. A watch from a version that it has not reached is
     * silent until it has: for hours, where the store was restored from a backup. One that brings something is none of
     * these, and nothing is asked then.
     *
     * @param reached the version that the feed has
     */
    void askVersion(String reached) {
        if (watch.isEmpty() || heard) {
            return;
        }
        int asking = number;
        context.pipeToSelf(
                api.podsVersion(new PodScope(settings.node(), false)),
                (result, failure) -> new FeedCommand.Version(asking, reached, ApiResult.of(result, failure)));
    }

    /** Whether the API server has gone back behind that version; it is asked again where that is not known. */
    boolean hasGoneBack(String reached, ApiResult<String> now) {
        switch (now) {
            case ApiResult.Ok<String>(var version)
            when ResourceVersion.older(version, reached) -> {
                context.getLog()
                        .warn(
                                "The API server has gone back from version {} to {}: was its store restored from a"
                                        + " backup? The pods of node {} are listed anew",
                                reached,
                                version,
                                settings.node());
                return true;
            }
            case ApiResult.Ok<String> onward -> {}
            case ApiResult.Not<String> unknown ->
                timers.startSingleTimer(new FeedCommand.AskVersion(), settings.backOffMax());
        }
        return false;
    }

    /** A watch that told something is made anew at once, unless that is often so; one that was silent, ever later. */
    private Duration pause() {
        if (!heard) {
            return backOff.next();
        }
        return health.closedOften() ? settings.backOffMin() : Duration.ZERO;
    }

    void close() {
        watch.ifPresent(KubeApi.Watch::close);
    }
}
