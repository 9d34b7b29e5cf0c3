package io.podbridge.app;

import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.cluster.Membership;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.node.NodeIdentity;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.settings.PodbridgeSettings;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a replica does before it goes, if it goes in an orderly way. */
final class Farewell {
    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

    /** The phase, in {@code cluster.conf}, between the hand-over of the pods' actors and the leave. */
    private static final String STOP_CONTAINERS = "podbridge-stop-containers";

    private static final CoordinatedShutdown.Reason DOWNED = CoordinatedShutdown.clusterDowningReason();

    private static final Set<MemberStatus> STAYING =
            Set.of(MemberStatus.joining(), MemberStatus.weaklyUp(), MemberStatus.up());

    private final ActorSystem<?> system;
    private final PodbridgeSettings settings;
    private final NodeIdentity identity;
    private final KubeApi api;
    private final Provider provider;
    private volatile boolean last;

    Farewell(ActorSystem<?> system, PodbridgeSettings settings, NodeIdentity identity, KubeApi api, Provider provider) {
        this.system = system;
        this.settings = settings;
        this.identity = identity;
        this.api = api;
        this.provider = provider;
    }

    /**
     * Registers with the coordinated shutdown. Replica-local containers end before their pods move, so that none runs
     * twice; whether this is the last replica is looked at while it is still a member, and the Node removed when
     * nothing is left that would make it again; connections end last.
     */
    void prepare() {
        var shutdown = CoordinatedShutdown.get(system);
        if (settings.node().deregisterOnExit()) {
            shutdown.addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "last-one", this::lookAround);
            shutdown.addTask(CoordinatedShutdown.PhaseClusterShutdown(), "deregister", this::deregister);
        }
        shutdown.addTask(
                CoordinatedShutdown.PhaseBeforeServiceUnbind(),
                "fence",
                () -> shutdown.getShutdownReason().filter(DOWNED::equals).isPresent()
                        ? async(provider::fence)
                        : done());
        shutdown.addTask(closing(), "provider", () -> async(provider::close));
        shutdown.addTask(CoordinatedShutdown.PhaseActorSystemTerminate(), "api", () -> {
            api.close();
            return done();
        });
    }

    /**
     * Containers that live here must have ended before the others see that this replica is gone. What every replica
     * reaches is needed to the end.
     */
    private String closing() {
        return switch (provider.capabilities().locality()) {
            case REPLICA -> STOP_CONTAINERS;
            case REMOTE -> CoordinatedShutdown.PhaseBeforeActorSystemTerminate();
        };
    }

    /** Both may take a while, which a phase bounds if its thread is not held. */
    private static CompletionStage<Done> async(Runnable work) {
        return CompletableFuture.runAsync(work).thenApply(unused -> Done.done());
    }

    /** Replicas that are on their way out themselves do not keep the node; those on their way in do. */
    private CompletionStage<Done> lookAround() {
        var cluster = Cluster.get(system);
        last = Membership.now(cluster).takesPart()
                && StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                        .filter(member -> member.hasRole(ClusterSettings.ROLE))
                        .filter(member -> STAYING.contains(member.status()))
                        .allMatch(member -> member.uniqueAddress()
                                .equals(cluster.selfMember().uniqueAddress()));
        return done();
    }

    /** Only the last replica removes the Node: while another lives, so does the node. */
    private CompletionStage<Done> deregister() {
        return last ? removeNode() : done();
    }

    private CompletionStage<Done> removeNode() {
        return api.get(identity.nodePath())
                .thenCompose(node -> switch (node) {
                    case ApiResult.Ok<ApiObject>(var object) -> api.delete(identity.nodePath(), object.uid());
                    case ApiResult.Not<ApiObject>(var problem) ->
                        CompletableFuture.completedFuture(ApiResult.not(problem));
                })
                .thenApply(removed -> {
                    if (removed instanceof ApiResult.Not<Void>(var problem)) {
                        LOG.warn("Node {} was not removed: {}", identity.name(), problem.message());
                    }
                    return Done.done();
                });
    }

    private static CompletionStage<Done> done() {
        return CompletableFuture.completedFuture(Done.done());
    }
}
