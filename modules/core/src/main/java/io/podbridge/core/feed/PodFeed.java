package io.podbridge.core.feed;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi.PodList;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.PodSource;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.provider.PodDirectory;
import io.podbridge.core.roster.RosterAnswer;
import io.podbridge.core.status.BackOff;
import java.time.Duration;
import java.util.List;
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
 * One list and one watch for the whole node, on whichever replica the virtual node lives. Each change is sent to its
 * entity as soon as it is heard of; what is lost on the way the shards' rosters find by their digests
 * ({@link DigestKeeper}), so that a lost message costs time, and never truth.
 */
public final class PodFeed extends AbstractMatchingBehavior<PodFeed.Command> {
    /** Digests are paced by it. */
    static final Duration TICK = Duration.ofMillis(100);

    /** A list that an entity's read contradicts is made anew, at most so often. */
    private static final long LIST_TICKS = Duration.ofSeconds(5).dividedBy(TICK);

    /** While absences are held, lists are compared: so often that three of them fill the hold. */
    private static final long HELD_LIST_TICKS =
            AbsenceBrake.HOLD.dividedBy(AbsenceBrake.LISTS).dividedBy(TICK);

    private final TimerScheduler<Command> timers;
    private final PodSource api;
    private final PodDirectory entities;
    private final Runnable sweep;
    private final FeedSettings settings;
    private final PodStore store;
    private final DigestKeeper digests;
    private final Absences absences;
    private final BackOff lists;
    private final WatchHealth health;
    private final FeedWatch watch;
    private final TakeOver takeOver;
    private boolean complete;
    private boolean listing;
    private long listedAt;

    private PodFeed(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            FeedServices services,
            FeedSettings settings) {
        super(context);
        this.timers = timers;
        this.api = services.api();
        this.entities = services.entities();
        this.sweep = services.sweep();
        this.settings = settings;
        this.store = new PodStore(services.shards());
        var answers = context.messageAdapter(RosterAnswer.class, FeedCommand.Answered::new);
        int period = Math.toIntExact(settings.resyncInterval().dividedBy(TICK));
        this.digests = new DigestKeeper(store, services.shards(), entities, services.rosters(), answers, period);
        this.absences = new Absences(settings, store, digests, entities, context.getLog());
        this.lists = new BackOff(settings.backOffMin(), settings.backOffMax());
        this.health = new WatchHealth(settings.scope());
        this.watch = new FeedWatch(context, timers, api, settings, health);
        this.takeOver = new TakeOver(System::nanoTime);
        timers.startTimerWithFixedDelay(new FeedCommand.Tick(), TICK);
        timers.startTimerWithFixedDelay(new FeedCommand.Sweep(), settings.sweepInterval());
        list();
    }

    /** What the feed is told by others. */
    public sealed interface Command permits FeedCommand, Public {}

    /** What comes from outside. */
    public sealed interface Public extends Command {}

    /** The shard has left a replica: its next home needs the digest. */
    public record ShardMoved(int shard) implements Public {}

    /** The cluster has changed: entities may have lost their home. */
    public record ClusterChanged() implements Public {}

    /** This runs on the platform; whatever of it nobody wants must be looked into. */
    public record Found(List<PodReport> reports) implements Public {}

    /** The API server's store does not have this pod: may its entity act on that? The answer goes to the entity. */
    public record Confirm(PodId id) implements Public {}

    /** Somebody vouches for the absences that are held: they may be acted on. */
    public record ReleaseAbsences() implements Public {}

    /** How is the feed? Answered with figures for people and tests. */
    public record Describe(ActorRef<FeedView> replyTo) implements Public {}

    /** The behavior of a node's feed. */
    public static Behavior<Command> create(FeedServices services, FeedSettings settings) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new PodFeed(context, timers, services, settings)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case FeedCommand internal -> onInternal(internal);
            case ShardMoved(int shard) -> digests.moved(shard);
            case ClusterChanged() -> timers.startSingleTimer(new FeedCommand.Settled(), settings.settleTime());
            case Found(var reports) -> found(reports);
            case Confirm(var id) -> confirm(id);
            case ReleaseAbsences() -> absences.release();
            case Describe(var replyTo) ->
                replyTo.tell(health.view(settings.node(), complete, store.size(), absences.held()));
        }
        return Behaviors.same();
    }

    private void onInternal(FeedCommand command) {
        switch (command) {
            case FeedCommand.OfWatch said -> onWatch(said, watch.is(said.watch()));
            case FeedCommand.Listed(var result) -> listed(result);
            case FeedCommand.ListAgain() -> list();
            case FeedCommand.WatchAgain(boolean doubtful) -> {
                watch.begin(store.version());
                if (doubtful) {
                    watch.askVersion(store.version());
                }
            }
            case FeedCommand.AskVersion() -> watch.askVersion(store.version());
            case FeedCommand.Settled() -> digests.clusterChanged();
            case FeedCommand.Tick() -> tick();
            case FeedCommand.Sweep() -> sweep();
            case FeedCommand.Answered(var answer) -> answered(answer);
        }
    }

    private void onWatch(FeedCommand.OfWatch said, boolean latest) {
        switch (said) {
            case FeedCommand.Changed(int number, var pod, var done) -> {
                if (latest) {
                    changed(pod);
                }
                done.complete(null);
            }
            case FeedCommand.Removed(int number, var id, var version, var done) -> {
                if (latest) {
                    removed(id, version);
                }
                done.complete(null);
            }
            case FeedCommand.OfWatch old when !latest -> {}
            case FeedCommand.Bookmark(int number, var version) -> heard(version);
            case FeedCommand.Ended(int number, var end) -> watch.ended(end);
            case FeedCommand.Version(int number, var reached, var now) -> {
                if (watch.hasGoneBack(reached, now)) {
                    list();
                }
            }
        }
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop || signal instanceof PreRestart) {
            watch.close();
        }
        return Behaviors.same();
    }

    private void list() {
        listing = true;
        health.listing();
        getContext()
                .pipeToSelf(
                        api.listPods(new PodScope(settings.node(), false)),
                        (result, failure) -> new FeedCommand.Listed(ApiResult.of(result, failure)));
    }

    private void listed(ApiResult<PodList> result) {
        switch (result) {
            case ApiResult.Ok<PodList>(var list) -> {
                listing = false;
                listedAt = digests.ticks();
                lists.reset();
                var missing = store.replaceWith(list);
                missing.forEach(this::missing);
                boolean first = !complete;
                complete = true;
                takeOver.listed(list.pods().size());
                digests.listed();
                absences.listed();
                watch.begin(store.version());
                // What the platform has of those that are missing tells whether anything of them runs.
                if (first || !missing.isEmpty()) {
                    sweep.run();
                }
            }
            case ApiResult.Not<PodList>(var problem) -> {
                getContext().getLog().warn("Cannot list the pods of node {}: {}", settings.node(), problem.message());
                timers.startSingleTimer(new FeedCommand.ListAgain(), lists.next());
            }
        }
    }

    /** A pod that was over has no entity that its shard's roster could doubt, and the platform keeps what is left. */
    private void missing(Pod pod) {
        if (pod.deleting() || pod.status().phase().terminal()) {
            absences.expect(pod.id().uid());
        }
        entities.tell(pod.id().uid(), new PodEvent.Hearsay(pod));
    }

    private void heard(String version) {
        store.reached(version);
        watch.heard();
    }

    private void changed(Pod pod) {
        heard(pod.resourceVersion());
        var before = store.put(pod);
        if (PodStore.alive(pod) || before.map(PodStore::alive).orElse(true)) {
            entities.tell(pod.id().uid(), new PodEvent.Observed(pod));
        }
    }

    private void removed(PodId id, String version) {
        heard(version);
        boolean ended = store.get(id.uid()).filter(PodStore::ended).isPresent();
        store.remove(id);
        if (!ended) {
            digests.deleted(id);
        }
    }

    /**
     * Before the first list is complete there is nothing to compare with: a digest of nothing would have every pod's
     * entity doubt it, and be settled.
     */
    private void tick() {
        if (!complete) {
            return;
        }
        digests.pass();
        if (absences.held() > 0 && !listing && digests.ticks() - listedAt >= HELD_LIST_TICKS) {
            list();
        }
    }

    private void answered(RosterAnswer answer) {
        absences.heard(answer);
        digests.answered(answer);
        if (digests.settled()) {
            takeOver.settled().ifPresent(how -> getContext().getLog().info("Node {}: {}", settings.node(), how));
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
        reports.stream().filter(report -> !store.has(report.id().uid())).forEach(report -> {
            if (report.containers().stream().allMatch(ContainerStatus::terminated)) {
                absences.expect(report.id().uid());
            }
            entities.tell(report.id().uid(), new PodEvent.Reported(report));
        });
    }

    /**
     * Without an answer the entity asks again. So it does where the list has the pod that its read did not find: one of
     * the two came from somewhere else, and another list shows which.
     */
    private void confirm(PodId id) {
        if (store.has(id.uid())) {
            if (!listing && digests.ticks() - listedAt >= LIST_TICKS) {
                list();
            }
        } else if (complete) {
            absences.confirm(id);
        }
    }
}
