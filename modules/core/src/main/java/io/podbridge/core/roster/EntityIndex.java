package io.podbridge.core.roster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pods whose entities live on this replica, by shard, and what each knows. Entities write to it, rosters read it:
 * cheaper than a message for each change of each pod. Thread-safe; as large as the replica has pods.
 */
public final class EntityIndex {
    private final PodShards shards;
    private final Map<Integer, Map<String, Known>> byShard = new ConcurrentHashMap<>();

    /** An empty index of these shards. */
    public EntityIndex(PodShards shards) {
        this.shards = shards;
    }

    /** The entity of this pod holds it in this version. */
    public void hold(String uid, Known.Holding holding) {
        of(shards.shardOf(uid)).put(uid, holding);
    }

    /** The entity of this pod has nothing left to do. */
    public void conclude(String uid) {
        of(shards.shardOf(uid)).compute(uid, (key, known) -> switch (known) {
            case Known.Holding(var version, var deleting) -> new Known.Concluded(version);
            case Known.Concluded concluded -> concluded;
            case null -> new Known.Concluded("");
        });
    }

    /** The entity of this pod has stopped, or knows nothing. That a pod is concluded outlives its entity. */
    public void forget(String uid) {
        of(shards.shardOf(uid)).computeIfPresent(uid, (key, known) -> known instanceof Known.Concluded ? known : null);
    }

    /** The shard has left this replica. */
    public void drop(int shard) {
        byShard.remove(shard);
    }

    /** What the entities of a shard know, as it changes; callers may remove what no list has any more. */
    Map<String, Known> of(int shard) {
        return byShard.computeIfAbsent(shard, key -> new ConcurrentHashMap<>());
    }
}
