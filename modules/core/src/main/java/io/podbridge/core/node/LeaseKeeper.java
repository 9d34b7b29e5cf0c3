package io.podbridge.core.node;

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
 */
public final class LeaseKeeper extends AbstractMatchingBehavior<LeaseKeeper.Command> {

    /** What the keeper is told. */
    public sealed interface Command {}

    private record Look() implements Command {}

    private record Seen(ApiResult<ApiObject> lease) implements Command {}

    private record Written(ApiResult<ApiObject> lease) implements Command {}

    private final TimerScheduler<Command> timers;
    private final KubeApi api;
    private final NodeIdentity identity;
    private final Duration duration;
    private final Clock clock;
    private final BooleanSupplier entitled;
    private final DoubleSupplier jitter;

    private LeaseKeeper(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            KubeApi api,
            NodeIdentity identity,
            Duration duration,
            Clock clock,
            BooleanSupplier entitled,
            DoubleSupplier jitter) {
        super(context);
        this.timers = timers;
        this.api = api;
        this.identity = identity;
        this.duration = duration;
        this.clock = clock;
        this.entitled = entitled;
        this.jitter = jitter;
        lookAgain();
    }

    /**
     * The behavior of a replica's lease keeper.
     *
     * @param duration after which the node counts as lost; 40 s in every kubelet
     * @param entitled whether this replica sees a majority of the replicas: one that does not cannot run pods, and must
     *     not say that the node can
     * @param jitter a number from 0 to 1 that keeps replicas from looking at the same time
     */
    public static Behavior<Command> create(
            KubeApi api,
            NodeIdentity identity,
            Duration duration,
            Clock clock,
            BooleanSupplier entitled,
            DoubleSupplier jitter) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new LeaseKeeper(context, timers, api, identity, duration, clock, entitled, jitter)));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Look() -> look();
            case Seen(var lease) -> seen(lease);
            case Written(var lease) -> written(lease);
        }
        return Behaviors.same();
    }

    /** Between a tenth and a fifth of the duration: 4 to 8 s of 40. */
    private void lookAgain() {
        Duration pause = duration.dividedBy(10).plusMillis((long) (duration.toMillis() / 10.0 * jitter.getAsDouble()));
        timers.startSingleTimer(new Look(), pause);
    }

    private void look() {
        if (entitled.getAsBoolean()) {
            getContext()
                    .pipeToSelf(
                            api.get(identity.leasePath()),
                            (result, failure) -> new Seen(ApiResult.of(result, failure)));
        } else {
            lookAgain();
        }
    }

    private void seen(ApiResult<ApiObject> result) {
        switch (result) {
            case ApiResult.Ok<ApiObject>(var lease) when NodeLease.heldByAnother(lease, identity) -> inherit(lease);
            case ApiResult.Ok<ApiObject>(var lease) when stale(lease) -> renew(lease);
            case ApiResult.Ok<ApiObject> fresh -> lookAgain();
            case ApiResult.Not<ApiObject>(ApiResult.NotFound missing) -> make();
            case ApiResult.Not<ApiObject>(var problem) -> {
                getContext().getLog().warn("Cannot read the lease of node {}: {}", identity.name(), problem.message());
                lookAgain();
            }
        }
    }

    /** Old, or from so far in the future that somebody's clock is wrong and its age cannot be known. */
    private boolean stale(ApiObject lease) {
        Instant renewed = NodeLease.renewedAt(lease);
        Duration quarter = duration.dividedBy(4);
        Instant now = clock.instant();
        return renewed.isAfter(now.plus(quarter)) || !renewed.isAfter(now.minus(quarter));
    }

    private void renew(ApiObject lease) {
        written(replaced(lease));
    }

    /** Somebody else's lease is left alone while that one renews it, and after that if the Node is not ours to have. */
    private void inherit(ApiObject lease) {
        if (NodeLease.renewedAt(lease).isAfter(clock.instant().minus(duration.dividedBy(2)))) {
            lookAgain();
            return;
        }
        written(api.get(identity.nodePath()).thenCompose(node -> switch (node) {
            case ApiResult.Ok<ApiObject>(var object)
            when NodeClaim.objection(object, Optional.of(lease), identity, clock.instant())
                    .isEmpty() -> replaced(lease);
            case ApiResult.Ok<ApiObject> foreign -> CompletableFuture.completedFuture(node);
            case ApiResult.Not<ApiObject> not -> CompletableFuture.completedFuture(node);
        }));
    }

    private CompletionStage<ApiResult<ApiObject>> replaced(ApiObject lease) {
        return api.replace(identity.leasePath(), NodeLease.renew(lease, identity, duration, clock.instant()));
    }

    /** The lease belongs to the Node object; without that there is nothing to keep alive. */
    private void make() {
        written(api.get(identity.nodePath()).thenCompose(node -> switch (node) {
            case ApiResult.Ok<ApiObject>(var object)
            when NodeClaim.mayBeOurs(object, identity) ->
                api.create(
                        NodeIdentity.LEASES,
                        NodeLease.create(identity, Optional.of(object.uid()), duration, clock.instant()));
            case ApiResult.Ok<ApiObject> foreign -> CompletableFuture.completedFuture(node);
            case ApiResult.Not<ApiObject> not -> CompletableFuture.completedFuture(node);
        }));
    }

    private void written(CompletionStage<ApiResult<ApiObject>> call) {
        getContext().pipeToSelf(call, (result, failure) -> new Written(ApiResult.of(result, failure)));
    }

    private void written(ApiResult<ApiObject> result) {
        if (result instanceof ApiResult.Not<ApiObject>(var problem)
                && !(problem instanceof ApiResult.Conflict || problem instanceof ApiResult.NotFound)) {
            getContext().getLog().warn("Cannot renew the lease of node {}: {}", identity.name(), problem.message());
        }
        lookAgain();
    }
}
