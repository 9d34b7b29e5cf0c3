package io.podbridge.core.cluster;

import io.podbridge.core.cluster.LivenessMessage.LivenessAddress;
import java.time.Duration;
import java.util.Set;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an actor system a replica: opens its liveness port, watches the others', joins, and has the process exit where
 * going on would do harm.
 */
public final class ClusterReplica {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterReplica.class);

    private ClusterReplica() {}

    /**
     * Joins the cluster, of which the first seed is the founder: where there is no API server that says who may found.
     * Call once, after the actors that take part are started or can be started at any time: sharding waits by itself
     * until the replica is Up.
     *
     * @param system made with {@link ClusterConfig#pekko}, and with the serializer that knows {@link LivenessMessage}
     * @param holdsContainers whether containers live in this replica, which others start anew when it is removed: then
     *     it ends itself when it is cut off, before they do
     * @throws java.io.UncheckedIOException if the liveness port cannot be opened
     */
    public static void join(ActorSystem<?> system, ClusterSettings settings, boolean holdsContainers) {
        Joining joining = open(system, settings, holdsContainers);
        if (settings.mayFound()) {
            joining.found();
        } else {
            joining.follow();
        }
    }

    /**
     * Makes everything ready for joining: opens the liveness port, watches the others', and has the process exit if it
     * is not Up in time. Call once, likewise.
     *
     * @param system as in {@link #join}
     * @param holdsContainers likewise
     * @return the way to join, which somebody has to go
     * @throws java.io.UncheckedIOException if the liveness port cannot be opened
     */
    public static Joining open(ActorSystem<?> system, ClusterSettings settings, boolean holdsContainers) {
        Cluster cluster = Cluster.get(system);
        Incarnation self = Incarnation.of(cluster.selfMember().uniqueAddress());
        LivenessPort port = LivenessPort.open(settings.listeningHost(), settings.livenessPort(), self);
        // Not earlier: while the actor system lives, its entities may be at work.
        system.getWhenTerminated().thenRun(port::close);
        int advertised = settings.livenessAdvertisedPort() == 0 ? port.port() : settings.livenessAdvertisedPort();
        LivenessAddress ownAddress = new LivenessAddress(self, settings.host(), advertised);
        system.systemActorOf(ProofOfDeath.create(ownAddress, holdsContainers), ProofOfDeath.NAME, Props.empty());
        system.systemActorOf(
                PartitionResolver.create(settings.stableAfter(), () -> Duration.ofNanos(System.nanoTime())),
                PartitionResolver.NAME,
                Props.empty());
        exitUnlessUp(system, settings);
        return new SeedJoining(system, settings.seedAddresses());
    }

    /**
     * Whether this replica reaches enough others to speak for all, as far as it knows at this moment: by the gossip of
     * the cluster, and by the proofs of death that it holds itself, which are there ten seconds sooner. From any
     * thread.
     */
    public static boolean speaksForAll(ActorSystem<?> system) {
        Set<Incarnation> dead =
                ProvenDead.of(system.classicSystem().eventStream()).seen();
        return Membership.now(Cluster.get(system)).without(dead).majorityReachable();
    }

    /**
     * Has the process exit when this region of shards ends by itself. A hand-over of the coordinator can stop the
     * region of a member that stays Up (akka.net#8583; ShardCoordinator.terminate): it would be healthy and run
     * nothing.
     */
    public static void exitWithout(ActorRef<?> region, ActorSystem<?> system) {
        Behavior<Void> watcher = Behaviors.setup(context -> {
            context.watch(region);
            return Behaviors.<Void>receive(Void.class)
                    .onSignal(Terminated.class, ended -> {
                        exit(system, "the shard region " + ended.getRef().path().name() + " ended");
                        return Behaviors.stopped();
                    })
                    .build();
        });
        system.systemActorOf(watcher, "podbridge-watch-" + region.path().name(), Props.empty());
    }

    /** Stops in order and exits with a code that has the replica started again. Without effect during a shutdown. */
    public static void exit(ActorSystem<?> system, String message) {
        exit(system, message, new ReplicaFailure(message));
    }

    /** Stops in order and exits with a code that says that a restart mends nothing: the node is another bridge's. */
    public static void exitClaimed(ActorSystem<?> system, String message) {
        exit(system, message, new NodeClaimed(message));
    }

    private static void exit(ActorSystem<?> system, String message, CoordinatedShutdown.Reason reason) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        if (shutdown.getShutdownReason().isEmpty()) {
            LOG.error("This replica stops: {}", message);
            shutdown.runAll(reason).exceptionally(failure -> {
                LOG.error("This replica did not stop in order", failure);
                throw new IllegalStateException(failure);
            });
        }
    }

    private static void exitUnlessUp(ActorSystem<?> system, ClusterSettings settings) {
        system.scheduler()
                .scheduleOnce(
                        settings.joinTimeout(),
                        () -> {
                            if (!Membership.now(Cluster.get(system)).takesPart()) {
                                exit(system, notUp(settings));
                            }
                        },
                        system.executionContext());
    }

    private static String notUp(ClusterSettings settings) {
        return "it is not Up " + settings.joinTimeout().toSeconds() + " s after its start. Are the seeds "
                + settings.seeds() + " running, can they be reached from here, and can they reach "
                + settings.host() + ":" + settings.port() + "?";
    }
}
