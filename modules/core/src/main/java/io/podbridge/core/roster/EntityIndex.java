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
    private final Map<Integer, String> arrivals = new ConcurrentHashMap<>();

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
     * Whether nothing can have become of the pod elsewhere that this replica does not know. A pod that never ran has to
     * be newer than the shard's {@link #arrived arrival} here: an older one may have been made, ended and removed by
     * the shard's home before, while the watch that shows it is late. One that has run is looked for, and read before
     * it is made again, so that it has to agree with the latest digest of its shard only. None is, of whose end this
     * replica knows: a feed whose watch is silent still has it, and so has a store that was set back; a read tells
     * which.
     */
    public boolean upToDate(Pod pod) {
        String uid = pod.id().uid();
        int shard = shards.shardOf(uid);
        if (of(shard).get(uid) instanceof Known.Concluded) {
            return false;
        }
        return pod.everStarted() ? agrees(pod, shard) : isNewer(pod, Optional.ofNullable(arrivals.get(shard)));
    }

    private boolean agrees(Pod pod, int shard) {
        return Optional.ofNullable(digests.get(shard))
                .filter(digest -> digest.listed(pod.id().uid())
                        .map(version -> !ResourceVersion.older(pod.resourceVersion(), version))
                        .orElseGet(() -> isNewer(pod, Optional.of(digest.version()))))
                .isPresent();
    }

    private static boolean isNewer(Pod pod, Optional<String> version) {
        return version.filter(than -> ResourceVersion.older(than, pod.resourceVersion()))
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

    /**
     * The shard lives here, and did so when the API server's history of pods had come to this version: what was made
     * since is not known to any home before.
     */
    public void arrived(int shard, String version) {
        arrivals.put(shard, version);
    }

    /** Whether it is known how far history had come when the shard was here. */
    public boolean hasArrived(int shard) {
        return arrivals.containsKey(shard);
    }

    /** The shard has left this replica. */
    public void drop(int shard) {
        digests.remove(shard);
        arrivals.remove(shard);
        byShard.remove(shard);
    }

    /** What the entities of a shard know, as it changes; callers may remove what no list has any more. */
    Map<String, Known> of(int shard) {
        return byShard.computeIfAbsent(shard, key -> new ConcurrentHashMap<>());
    }
}
