package io.podbridge.core.node;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    private String seenVersion = "";
    private Instant seenAt = Instant.MIN;

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
        return Behaviors.setup(context -> Behaviors.withTimers(timers ->
                new LeaseKeeper(context, timers, api, identity, duration, clock, entitled, jitter)));
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
            getContext().pipeToSelf(api.get(identity.leasePath()), (result, failure) ->
                    new Seen(ApiResult.of(result, failure)));
        } else {
            lookAgain();
        }
    }

    private void seen(ApiResult<ApiObject> result) {
        switch (result) {
            case ApiResult.Ok<ApiObject>(var lease) -> seen(lease);
            case ApiResult.Not<ApiObject>(ApiResult.NotFound missing) -> make();
            case ApiResult.Not<ApiObject>(var problem) -> {
                getContext().getLog().warn("Cannot read the lease of node {}: {}", identity.name(), problem.message());
                lookAgain();
            }
        }
    }

    private void seen(ApiObject lease) {
        if (!lease.resourceVersion().equals(seenVersion)) {
            seenVersion = lease.resourceVersion();
            seenAt = clock.instant();
        }
        if (NodeLease.heldByAnother(lease, identity, clock.instant())) {
            getContext().getLog().error("The lease of node {} is held by {}", identity.name(), NodeLease.holder(lease));
            lookAgain();
        } else if (due(lease)) {
            renew(lease);
        } else {
            lookAgain();
        }
    }

    /**
     * By its own time, or because it has not changed since this replica first saw it: a replica whose clock is ahead may
     * have written a time that lies in the future, and then died.
     */
    private boolean due(ApiObject lease) {
        Instant limit = clock.instant().minus(duration.dividedBy(4));
        return !NodeLease.renewedAt(lease).isAfter(limit)
                || !seenAt.isAfter(limit)
                || !NodeLease.holder(lease).equals(identity.bridge());
    }

    private void renew(ApiObject lease) {
        byte[] body = NodeLease.renew(lease, identity, duration, clock.instant());
        getContext().pipeToSelf(api.replace(identity.leasePath(), body), (result, failure) ->
                new Written(ApiResult.of(result, failure)));
    }

    /** The lease belongs to the Node object; without that there is nothing to keep alive. */
    private void make() {
        var made = api.get(identity.nodePath()).thenCompose(node -> switch (node) {
            case ApiResult.Ok<ApiObject>(var object) ->
                api.create(NodeIdentity.LEASES,
                        NodeLease.create(identity, Optional.of(object.uid()), duration, clock.instant()));
            case ApiResult.Not<ApiObject> not -> CompletableFuture.completedFuture(node);
        });
        getContext().pipeToSelf(made, (result, failure) -> new Written(ApiResult.of(result, failure)));
    }

    private void written(ApiResult<ApiObject> result) {
        if (result instanceof ApiResult.Not<ApiObject>(var problem)
                && !(problem instanceof ApiResult.Conflict || problem instanceof ApiResult.NotFound)) {
            getContext().getLog().warn("Cannot renew the lease of node {}: {}", identity.name(), problem.message());
        }
        lookAgain();
    }

}
