package io.podbridge.core.roster;

import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.ResourceVersion;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pods whose entities live on this replica, by shard, and what each knows. Entities write to it, rosters read it:
 * cheaper than a message for each change of each pod. Thread-safe; as large as the replica has pods.
 */
public final class EntityIndex {
    private final PodShards shards;
    private final Map<Integer, Map<String, Known>> byShard = new ConcurrentHashMap<>();
    private final Map<Integer, Digest> digests = new ConcurrentHashMap<>();

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

    /**
     * Whether the pod, as it was shown, agrees with the latest digest that its shard has heard on this replica, or is
     * newer. What does not may have been under way for long, and what was true then may be over by now. Neither is one
     * of whose end this replica knows: the digest of a feed whose watch is silent still has it, and so has a store that
     * was set back; a read tells which.
     */
    public boolean upToDate(Pod pod) {
        String uid = pod.id().uid();
        if (of(shards.shardOf(uid)).get(uid) instanceof Known.Concluded) {
            return false;
        }
        return Optional.ofNullable(digests.get(shards.shardOf(uid)))
                .filter(digest -> digest.listed(uid)
                        .map(version -> !ResourceVersion.older(pod.resourceVersion(), version))
                        .orElseGet(() -> ResourceVersion.older(digest.version(), pod.resourceVersion())))
                .isPresent();
    }

    /** How many pods of a shard have an entity here that holds them. From any thread. */
    public int holding(int shard) {
        return (int) of(shard).values().stream()
                .filter(Known.Holding.class::isInstance)
                .count();
    }

    /** The shard has heard this digest. */
    void heard(Digest digest) {
        digests.put(digest.shard(), digest);
    }

    /** The shard has left this replica. */
    public void drop(int shard) {
        digests.remove(shard);
        byShard.remove(shard);
    }

    /** What the entities of a shard know, as it changes; callers may remove what no list has any more. */
    Map<String, Known> of(int shard) {
        return byShard.computeIfAbsent(shard, key -> new ConcurrentHashMap<>());
    }
}
