package io.podbridge.core.feed;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeApi.PodList;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.PodWatchListener;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodEvent;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.provider.PodDirectory;
import io.podbridge.core.status.BackOff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * One list and one watch for the whole node, on whichever replica the virtual node lives. Sends whole pods; entities
 * drop what they have seen.
 */
public final class PodFeed extends AbstractMatchingBehavior<PodFeed.Command> {

    /** What the feed is told. */
    public sealed interface Command {}

    /** Show this pod to its entity again: it was handed over. */
    public record Replay(String uid) implements Command {}

    /** The cluster has changed: entities may have lost their home. */
    public record ClusterChanged() implements Command {}

    /** This runs on the platform; whatever of it nobody wants must be looked into. */
    public record Found(List<PodReport> reports) implements Command {}

    /** How is the feed? Answered with figures for people and tests. */
    public record Describe(ActorRef<FeedView> replyTo) implements Command {}

    private record Listed(ApiResult<PodList> result) implements Command {}

    private record Changed(Pod pod, CompletableFuture<Void> done) implements Command {}

    private record Gone(PodId id, String resourceVersion, CompletableFuture<Void> done) implements Command {}

    private record Bookmark(String resourceVersion) implements Command {}

    private record Ended(PodWatchListener.End end) implements Command {}

    private record ListAgain() implements Command {}

    private record WatchAgain() implements Command {}

    private record ShowAll(int earlier) implements Command {}

    private record Resync() implements Command {}

    private record Sweep() implements Command {}

    private static final String SETTLE = "settle";

    /** After a change of the cluster: after 0.8, 3.2 and 12.8 s more; by then it is the resync's turn. */
    private static final int SHOWN_AGAIN = 3;

    private static final Duration SHOW_PAUSE = Duration.ofMillis(800);

    private final TimerScheduler<Command> timers;
    private final KubeApi api;
    private final PodDirectory entities;
    private final Runnable sweep;
    private final FeedSettings settings;
    private final PodStore store = new PodStore();
    private final BackOff lists;
    private final BackOff watches;
    private final WatchHealth health;
    private Optional<KubeApi.Watch> watch = Optional.empty();
    private String resourceVersion = "";
    private boolean complete;
    private boolean heard;

    private PodFeed(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            KubeApi api,
            PodDirectory entities,
            Runnable sweep,
            FeedSettings settings) {
        super(context);
        this.timers = timers;
        this.api = api;
        this.entities = entities;
        this.sweep = sweep;
        this.settings = settings;
        this.lists = new BackOff(settings.backOffMin(), settings.backOffMax());
        this.watches = new BackOff(settings.backOffMin(), settings.backOffMax());
        this.health = new WatchHealth(settings.scope());
        timers.startTimerWithFixedDelay(new Resync(), settings.resyncInterval());
        timers.startTimerWithFixedDelay(new Sweep(), settings.sweepInterval());
        list();
    }

    /**
     * The behavior of a node's feed.
     *
     * @param sweep asks the platform what runs; the answer comes back as {@link Found}. Called when the first list is
     *     complete, and from then on at each sweep
     */
    public static Behavior<Command> create(KubeApi api, PodDirectory entities, Runnable sweep, FeedSettings settings) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new PodFeed(context, timers, api, entities, sweep, settings)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Listed(var result) -> listed(result);
            case Changed(var pod, var done) -> changed(pod, done);
            case Gone(var id, var version, var done) -> gone(id, version, done);
            case Bookmark(var version) -> heard(version);
            case Ended(var end) -> ended(end);
            case ListAgain() -> list();
            case WatchAgain() -> watch();
            case Replay(var uid) -> store.get(uid).filter(PodStore::alive).ifPresent(this::show);
            case ClusterChanged() -> timers.startSingleTimer(SETTLE, new ShowAll(0), settings.settleTime());
            case ShowAll(int earlier) -> showAgain(earlier);
            case Resync() -> showAll();
            case Sweep() -> sweep();
            case Found(var reports) -> found(reports);
            case Describe(var replyTo) -> replyTo.tell(health.view(settings.node(), complete, store.size()));
        }
        return Behaviors.same();
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop || signal instanceof PreRestart) {
            watch.ifPresent(KubeApi.Watch::close);
        }
        return Behaviors.same();
    }

    private void list() {
        health.listing();
        getContext()
                .pipeToSelf(
                        api.listPods(new PodScope(settings.node(), false)),
                        (result, failure) -> new Listed(ApiResult.of(result, failure)));
    }

    private void listed(ApiResult<PodList> result) {
        switch (result) {
            case ApiResult.Ok<PodList>(var list) -> {
                lists.reset();
                resourceVersion = list.resourceVersion();
                var changes = store.replaceWith(list.pods());
                changes.gone().forEach(this::forget);
                changes.ended().forEach(this::show);
                boolean first = !complete;
                complete = true;
                showAll();
                watch();
                if (first) {
                    sweep.run();
                }
            }
            case ApiResult.Not<PodList>(var problem) -> {
                getContext().getLog().warn("Cannot list the pods of node {}: {}", settings.node(), problem.message());
                timers.startSingleTimer(new ListAgain(), lists.next());
            }
        }
    }

    private void watch() {
        heard = false;
        health.watching();
        var scope = new PodScope(settings.node(), health.wholeCluster());
        watch = Optional.of(
                api.watchPods(scope, resourceVersion, new Listener(getContext().getSelf())));
    }

    private void ended(PodWatchListener.End end) {
        watch = Optional.empty();
        switch (end) {
            case PodWatchListener.End.Closed() -> {
                health.closed(System.nanoTime());
                timers.startSingleTimer(new WatchAgain(), pause());
            }
            case PodWatchListener.End.Expired() -> timers.startSingleTimer(new ListAgain(), pause());
            case PodWatchListener.End.Failed(var problem) -> {
                getContext().getLog().warn("The watch of node {} failed: {}", settings.node(), problem.message());
                timers.startSingleTimer(new WatchAgain(), watches.next());
            }
        }
    }

    /** A watch that told something is made anew at once, unless that is often so; one that was silent, ever later. */
    private Duration pause() {
        if (!heard) {
            return watches.next();
        }
        return health.closedOften() ? settings.backOffMin() : Duration.ZERO;
    }

    private void heard(String version) {
        resourceVersion = version;
        heard = true;
        watches.reset();
    }

    private void changed(Pod pod, CompletableFuture<Void> done) {
        heard(pod.resourceVersion());
        var before = store.put(pod);
        if (PodStore.alive(pod) || before.map(PodStore::alive).orElse(true)) {
            show(pod);
        }
        done.complete(null);
    }

    private void gone(PodId id, String version, CompletableFuture<Void> done) {
        heard(version);
        boolean ended = store.get(id.uid()).filter(PodStore::ended).isPresent();
        store.remove(id);
        if (!ended) {
            forget(id);
        }
        done.complete(null);
    }

    private void show(Pod pod) {
        entities.tell(pod.id().uid(), new PodEvent.Observed(pod));
    }

    private void forget(PodId id) {
        entities.tell(id.uid(), new PodEvent.Gone(id));
    }

    /**
     * As long as the coordinator has not heard of a death, it sends what is for the dead replica's shards there: what
     * is shown then is lost. So it is shown again, each time four times later.
     */
    private void showAgain(int earlier) {
        showAll();
        if (earlier < SHOWN_AGAIN) {
            Duration pause = SHOW_PAUSE.multipliedBy(1L << (2 * earlier));
            timers.startSingleTimer(SETTLE, new ShowAll(earlier + 1), pause);
        }
    }

    private void showAll() {
        if (complete) {
            store.alive().forEach(this::show);
        }
    }

    /** Before the first list is complete, everything that runs would look unwanted. */
    private void sweep() {
        if (complete) {
            sweep.run();
        }
    }

    /** What runs and is not in the list goes to its entity, which asks the API server about that very pod. */
    private void found(List<PodReport> reports) {
        reports.stream()
                .filter(report -> !store.has(report.id().uid()))
                .forEach(report -> entities.tell(report.id().uid(), new PodEvent.Reported(report)));
    }

    /** Hands the watch's events to the feed; the watch goes on when the feed has dealt with the last one. */
    private record Listener(ActorRef<Command> feed) implements PodWatchListener {
        @Override
        public CompletableFuture<Void> changed(Pod pod) {
            var done = new CompletableFuture<Void>();
            feed.tell(new Changed(pod, done));
            return done;
        }

        @Override
        public CompletableFuture<Void> gone(PodId pod, String resourceVersion) {
            var done = new CompletableFuture<Void>();
            feed.tell(new Gone(pod, resourceVersion, done));
            return done;
        }

        @Override
        public void bookmark(String resourceVersion) {
            feed.tell(new Bookmark(resourceVersion));
        }

        @Override
        public void ended(End end) {
            feed.tell(new Ended(end));
        }
    }
}
