package io.podbridge.core.entity;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.roster.Digest;
import io.podbridge.core.roster.Roster;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The roster of a shard: lives beside the shard's pods, compares what the feed says of all of them with what they know,
 * asks the feed for what is missing, and has those asked again that the feed does not have.
 */
final class ShardRoster {
    /**
     * While manifests are on their way: ten times as often as the feed repeats a digest, so that none waits for that.
     */
    static final Duration LOOK = Duration.ofMillis(50);

    /** Two seconds of it; the feed has repeated the digest by then, unless it is gone. */
    private static final int LOOKS = 40;

    private final int shard;
    private final Roster roster;
    private final PodServices services;
    private final ActorContext<PodCommand> context;
    private final TimerScheduler<PodCommand> timers;

    /** The digest of which something is still missing. */
    private Optional<Digest> open = Optional.empty();

    private int looks;
    private boolean asking;

    private ShardRoster(
            int shard, PodServices services, ActorContext<PodCommand> context, TimerScheduler<PodCommand> timers) {
        this.shard = shard;
        this.services = services;
        this.roster = new Roster(services.index(), shard);
        this.context = context;
        this.timers = timers;
        askArrival();
    }

    static Behavior<PodCommand> create(int shard, PodServices services) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new ShardRoster(shard, services, context, timers).behavior()));
    }

    private Behavior<PodCommand> behavior() {
        return Behaviors.receive(PodCommand.class)
                .onAnyMessage(this::on)
                .onSignal(PostStop.class, signal -> stopped())
                .build();
    }

    private Behavior<PodCommand> on(PodCommand command) {
        return switch (command) {
            case PodCommand.Compare(var digest) -> compare(digest);
            case PodCommand.LookAgain look -> lookAgain();
            case PodCommand.Arrived(var version) -> arrived(version);
            case PodCommand.Count(var replyTo) -> count(replyTo);
            case PodCommand.HandOff handOff -> moved();
            // Addressed to pods, whose ids no roster has.
            case PodCommand.Happened happened -> Behaviors.unhandled();
            case PodCommand.Describe describe -> Behaviors.unhandled();
        };
    }

    private Behavior<PodCommand> compare(Digest digest) {
        askArrival();
        var outcome = roster.compare(digest);
        outcome.doubts().forEach(uid -> services.entities().tell(uid, new PodEvent.Doubted()));
        digest.replyTo().tell(outcome.answer());
        looks = 0;
        wait(digest, outcome.answer().settled());
        return Behaviors.same();
    }

    private Behavior<PodCommand> lookAgain() {
        open.ifPresent(digest -> {
            var answer = roster.again(digest);
            answer.ifPresent(digest.replyTo()::tell);
            wait(digest, answer.filter(said -> said.settled()).isPresent());
        });
        return Behaviors.same();
    }

    private void wait(Digest digest, boolean settled) {
        if (settled || looks == LOOKS) {
            open = Optional.empty();
        } else {
            open = Optional.of(digest);
            looks++;
            timers.startSingleTimer(new PodCommand.LookAgain(), LOOK);
        }
    }

    /**
     * An API server that does not say is asked with the next digest; until then new pods are read before they are made.
     */
    private void askArrival() {
        if (!asking && !services.index().hasArrived(shard)) {
            asking = true;
            context.pipeToSelf(
                    services.version().ask(), (result, failure) -> new PodCommand.Arrived(version(result, failure)));
        }
    }

    private static Optional<String> version(ApiResult<String> result, Throwable failure) {
        return switch (ApiResult.of(result, failure)) {
            case ApiResult.Ok<String>(var version) -> Optional.of(version);
            case ApiResult.Not<String> unknown -> Optional.empty();
        };
    }

    private Behavior<PodCommand> arrived(Optional<String> version) {
        asking = false;
        version.ifPresent(reached -> services.index().arrived(shard, reached));
        return Behaviors.same();
    }

    private Behavior<PodCommand> count(ActorRef<ShardView> replyTo) {
        replyTo.tell(new ShardView(shard, services.index().holding(shard), services.replica()));
        return Behaviors.same();
    }

    /** The feed sends the digest anew, so that the shard's next home does not have to wait for its turn. */
    private Behavior<PodCommand> moved() {
        services.node().shardMoved(shard);
        return Behaviors.stopped();
    }

    private Behavior<PodCommand> stopped() {
        roster.close();
        return Behaviors.same();
    }
}
