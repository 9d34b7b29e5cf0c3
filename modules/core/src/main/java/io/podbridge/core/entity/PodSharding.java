package io.podbridge.core.entity;

import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.roster.PodShards;
import io.podbridge.core.roster.Rosters;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;

/** Puts pods, and the rosters of their shards, on the cluster. */
public final class PodSharding {

    private PodSharding() {}

    /** The shards that the configuration asks for. */
    public static PodShards shards(ActorSystem<?> system) {
        return new PodShards(ClusterShardingSettings.create(system).numberOfShards());
    }

    /** Starts the region of this replica. What is sent to it reaches the pod's entity, wherever that is. */
    public static ActorRef<ShardingEnvelope<PodCommand>> start(ActorSystem<?> system, PodServices services) {
        var shards = shards(system);
        return ClusterSharding.get(system)
                .init(Entity.of(PodEntity.KEY, context -> create(context, shards, services))
                        .withRole(ClusterSettings.ROLE)
                        .withMessageExtractor(extractor(shards))
                        .withStopMessage(new PodCommand.HandOff()));
    }

    /** Reaches the rosters. */
    public static Rosters rosters(ActorSystem<?> system) {
        var sharding = ClusterSharding.get(system);
        var shards = shards(system);
        return digest -> sharding.entityRefFor(PodEntity.KEY, shards.rosterOf(digest.shard()))
                .tell(new PodCommand.Compare(digest));
    }

    /** Finds the shard of a pod or roster, also for members that run none. */
    public static ShardingMessageExtractor<ShardingEnvelope<PodCommand>, PodCommand> extractor(PodShards shards) {
        return new Extractor(shards);
    }

    private static Behavior<PodCommand> create(
            EntityContext<PodCommand> context, PodShards shards, PodServices services) {
        String id = context.getEntityId();
        return shards.isRoster(id)
                ? ShardRoster.create(Integer.parseInt(shards.shardOfEntity(id)), services)
                : PodEntity.create(id, context.getShard(), services);
    }

    private static final class Extractor extends ShardingMessageExtractor<ShardingEnvelope<PodCommand>, PodCommand> {
        private final PodShards shards;

        Extractor(PodShards shards) {
            this.shards = shards;
        }

        @Override
        public String entityId(ShardingEnvelope<PodCommand> envelope) {
            return envelope.entityId();
        }

        @Override
        public String shardId(String entityId) {
            return shards.shardOfEntity(entityId);
        }

        @Override
        public PodCommand unwrapMessage(ShardingEnvelope<PodCommand> envelope) {
            return envelope.message();
        }
    }
}
