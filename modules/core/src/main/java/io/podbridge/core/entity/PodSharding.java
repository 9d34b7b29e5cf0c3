package io.podbridge.core.entity;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;

/** Puts pods on the cluster. */
public final class PodSharding {

    /** The role of the members that hold pods; others may only talk to them. */
    public static final String ROLE = "replica";

    private PodSharding() {}

    /** Starts the region of this replica. What is sent to it reaches the pod's entity, wherever that is. */
    public static ActorRef<ShardingEnvelope<PodCommand>> start(ActorSystem<?> system, PodServices services) {
        return ClusterSharding.get(system)
                .init(Entity.of(PodEntity.KEY, context -> PodEntity.create(context, services))
                        .withRole(ROLE)
                        .withStopMessage(new PodCommand.HandOff()));
    }
}
