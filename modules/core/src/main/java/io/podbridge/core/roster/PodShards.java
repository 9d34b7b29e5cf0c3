package io.podbridge.core.roster;

import java.util.stream.IntStream;

/**
 * Which shard a pod is in: by its UID, as Pekko does by default, so that replicas of an older release agree. The roster
 * of a shard is an entity of that very shard.
 *
 * @param count how many shards there are; the same on all replicas
 */
public record PodShards(int count) {
    private static final String ROSTER = "roster:";

    /** The shard of the pod with this UID, from 0. */
    public int shardOf(String uid) {
        int hash = uid.hashCode();
        return hash == Integer.MIN_VALUE ? 0 : Math.abs(hash) % count;
    }

    /** The id of the entity that is the roster of this shard. No UID has a colon. */
    public String rosterOf(int shard) {
        return ROSTER + shard;
    }

    /** Whether the entity with this id is a roster. */
    public boolean isRoster(String entityId) {
        return entityId.startsWith(ROSTER);
    }

    /** The name of the shard of an entity, which is a pod or a roster. */
    public String shardOfEntity(String entityId) {
        return isRoster(entityId) ? entityId.substring(ROSTER.length()) : String.valueOf(shardOf(entityId));
    }

    /** All shards. */
    public IntStream all() {
        return IntStream.range(0, count);
    }
}
