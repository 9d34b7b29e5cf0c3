package io.podbridge.core.entity;

import io.podbridge.core.cluster.ClusterSettings;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;

/** Puts pods on the cluster. */
public final class PodSharding {

    private PodSharding() {}

    /** Starts the region of this replica. What is sent to it reaches the pod's entity, wherever that is. */
    public static ActorRef<ShardingEnvelope<PodCommand>> start(ActorSystem<?> system, PodServices services) {
        return ClusterSharding.get(system)
                .init(Entity.of(PodEntity.KEY, context -> PodEntity.create(context, services))
                        .withRole(ClusterSettings.ROLE)
                        .withStopMessage(new PodCommand.HandOff()));
    }
}
