package io.podbridge.core.node;

import io.podbridge.core.bridge.BridgeMandate;
import io.podbridge.core.bridge.Mandate;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Keeps the node's lease fresh. Runs on every replica, so that the node's liveness never waits for a hand-over: each
 * looks at the lease now and then, and renews it if nobody else has for a quarter of its duration. All replicas write
 * the same holder; the lease's version decides between two that write at once.
 *
 * <p>What it finds is what the bridge's {@link Mandate} rests on: also a replica that may not renew the lease looks
 * whose it is.
 */
public final class LeaseKeeper extends AbstractMatchingBehavior<LeaseKeeper.Command> {

    /** What the keeper is told. */
    public sealed interface Command {}

    private record Look() implements Command {}

    private record Seen(ApiResult<ApiObject> lease, long askedAt) implements Command {}

    private record Contested(ApiObject lease, ApiResult<ApiObject> node) implements Command {}

    private record Written(ApiResult<ApiObject> lease, long askedAt) implements Command {}

    private final TimerScheduler<Command> timers;
    private final KubeApi api;
    private final NodeIdentity identity;
    private final Duration duration;
    private final Clock clock;
    private final BooleanSupplier entitled;
    private final DoubleSupplier jitter;
    private final BridgeMandate mandate;

    private LeaseKeeper(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            KubeApi api,
            NodeIdentity identity,
            Duration duration,
            Clock clock,
            BooleanSupplier entitled,
            BridgeMandate mandate,
            DoubleSupplier jitter) {
        super(context);
        this.timers = timers;
        this.api = api;
        this.identity = identity;
        this.duration = duration;
        this.clock = clock;
        this.entitled = entitled;
        this.jitter = jitter;
        this.mandate = mandate;
        lookAgain();
    }

    /**
     * The behavior of a replica's lease keeper.
     *
     * @param duration after which the node counts as lost; 40 s in every kubelet
     * @param entitled whether this replica sees a majority of the replicas: one that does not cannot run pods, and must
     *     not say that the node can
     * @param mandate is told whose the lease is
     * @param jitter a number from 0 to 1 that keeps replicas from looking at the same time
     */
    public static Behavior<Command> create(
            KubeApi api,
            NodeIdentity identity,
            Duration duration,
            Clock clock,
            BooleanSupplier entitled,
            BridgeMandate mandate,
            DoubleSupplier jitter) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new LeaseKeeper(context, timers, api, identity, duration, clock, entitled, mandate, jitter)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Look() -> look();
            case Seen(var lease, var askedAt) -> seen(lease, askedAt);
            case Contested(var lease, var node) -> contested(lease, node);
            case Written(var lease, var askedAt) -> written(lease, askedAt);
        }
        return Behaviors.same();
    }

    /** Between a tenth and a fifth of the duration: 4 to 8 s of 40. */
    private void lookAgain() {
        Duration pause = duration.dividedBy(10).plusMillis((long) (duration.toMillis() / 10.0 * jitter.getAsDouble()));
        timers.startSingleTimer(new Look(), pause);
    }

    private void look() {
        long askedAt = mandate.now();
        getContext()
                .pipeToSelf(
                        api.get(identity.leasePath()),
                        (result, failure) -> new Seen(ApiResult.of(result, failure), askedAt));
    }

    private void seen(ApiResult<ApiObject> result, long askedAt) {
        switch (result) {
            case ApiResult.Ok<ApiObject>(var lease) when NodeLease.heldByAnother(lease, identity) -> question(lease);
            case ApiResult.Ok<ApiObject>(var lease) -> {
                confirm(lease, askedAt);
                renewIfStale(lease);
            }
            case ApiResult.Not<ApiObject>(ApiResult.NotFound missing) -> make();
            case ApiResult.Not<ApiObject>(var problem) -> {
                getContext().getLog().warn("Cannot read the lease of node {}: {}", identity.name(), problem.message());
                lookAgain();
            }
        }
    }

    /** A lease without a holder proves nothing yet. */
    private void confirm(ApiObject lease, long askedAt) {
        if (NodeClaim.heldByUs(Optional.of(lease), identity)) {
            mandate.confirmed(askedAt);
        }
    }

    private void renewIfStale(ApiObject lease) {
        if (entitled.getAsBoolean() && stale(lease)) {
            written(replaced(lease));
        } else {
            lookAgain();
        }
    }

    /** Old, or from so far in the future that somebody's clock is wrong and its age cannot be known. */
    private boolean stale(ApiObject lease) {
        Instant renewed = NodeLease.renewedAt(lease);
        Duration quarter = duration.dividedBy(4);
        Instant now = clock.instant();
        return renewed.isAfter(now.plus(quarter)) || !renewed.isAfter(now.minus(quarter));
    }

    /** Somebody else holds the lease. Until it is known why, nothing is made or ended. */
    private void question(ApiObject lease) {
        mandate.heldBy(NodeLease.holder(lease));
        getContext()
                .pipeToSelf(
                        api.get(identity.nodePath()),
                        (result, failure) -> new Contested(lease, ApiResult.of(result, failure)));
    }

    private void contested(ApiObject lease, ApiResult<ApiObject> result) {
        String holder = NodeLease.holder(lease);
        Instant now = clock.instant();
        switch (result) {
            case ApiResult.Ok<ApiObject>(var node)
            when NodeClaim.servedBy(holder, node, lease, now) -> lose(holder, node);
            case ApiResult.Ok<ApiObject>(var node)
            when NodeClaim.mayBeOurs(node, identity) && unrenewed(lease, now) && entitled.getAsBoolean() -> {
                getContext().getLog().warn("Putting right the lease of node {}: it names {}", identity.name(), holder);
                written(replaced(lease));
            }
            case ApiResult.Ok<ApiObject> unclear -> leave(holder);
            case ApiResult.Not<ApiObject> unknown -> leave(holder);
        }
    }

    /** What a person wrote into the lease is not renewed; a bridge that is there renews it. */
    private boolean unrenewed(ApiObject lease, Instant now) {
        return !NodeLease.renewedAt(lease).isAfter(now.minus(duration.dividedBy(2)));
    }

    private void lose(String other, ApiObject node) {
        mandate.lose(new Mandate.Lost(
                "node " + identity.name() + " is served by the bridge " + other
                        + " now, which renews its lease; this is " + identity.bridge(),
                NodeClaim.adopted(node, identity)));
        lookAgain();
    }

    private void leave(String holder) {
        getContext()
                .getLog()
                .error(
                        "The lease of node {} is held by {}, not by this bridge, {}: it is not renewed",
                        identity.name(),
                        holder,
                        identity.bridge());
        lookAgain();
    }

    private CompletionStage<ApiResult<ApiObject>> replaced(ApiObject lease) {
        return api.replace(identity.leasePath(), NodeLease.renew(lease, identity, duration, clock.instant()));
    }

    /** The lease belongs to the Node object; without that there is nothing to keep alive, and nobody who serves it. */
    private void make() {
        long askedAt = mandate.now();
        written(api.get(identity.nodePath()).thenCompose(node -> switch (node) {
            case ApiResult.Ok<ApiObject>(var object)
            when NodeClaim.mayBeOurs(object, identity) && entitled.getAsBoolean() ->
                api.create(
                        NodeIdentity.LEASES,
                        NodeLease.create(identity, Optional.of(object.uid()), duration, clock.instant()));
            case ApiResult.Ok<ApiObject> other -> CompletableFuture.completedFuture(node);
            case ApiResult.Not<ApiObject>(var problem) -> {
                if (problem instanceof ApiResult.NotFound) {
                    mandate.confirmed(askedAt);
                }
                yield CompletableFuture.completedFuture(node);
            }
        }));
    }

    private void written(CompletionStage<ApiResult<ApiObject>> call) {
        long askedAt = mandate.now();
        getContext().pipeToSelf(call, (result, failure) -> new Written(ApiResult.of(result, failure), askedAt));
    }

    private void written(ApiResult<ApiObject> result, long askedAt) {
        switch (result) {
            case ApiResult.Ok<ApiObject>(var lease) -> confirm(lease, askedAt);
            case ApiResult.Not<ApiObject>(ApiResult.Conflict another) -> {}
            case ApiResult.Not<ApiObject>(ApiResult.NotFound missing) -> {}
            case ApiResult.Not<ApiObject>(var problem) ->
                getContext().getLog().warn("Cannot renew the lease of node {}: {}", identity.name(), problem.message());
        }
        lookAgain();
    }
}
