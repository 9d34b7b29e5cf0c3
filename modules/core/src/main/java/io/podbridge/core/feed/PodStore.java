package io.podbridge.core.feed;

import io.podbridge.core.kube.KubeApi.PodList;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.roster.Digest;
import io.podbridge.core.roster.PodShards;
import io.podbridge.core.roster.RosterAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The node's pods as last seen, by shard and UID. Bounded by what the API server holds for the node. Not thread-safe.
 */
final class PodStore {
    private final PodShards shards;
    private final List<Map<String, Pod>> byShard = new ArrayList<>();

    private String version = "";

    PodStore(PodShards shards) {
        this.shards = shards;
        shards.all().forEach(shard -> byShard.add(new HashMap<>()));
    }

    /** Keeps the pod; returns what was known of it before. */
    Optional<Pod> put(Pod pod) {
        return Optional.ofNullable(of(pod.id().uid()).put(pod.id().uid(), pod));
    }

    void remove(PodId id) {
        of(id.uid()).remove(id.uid());
    }

    Optional<Pod> get(String uid) {
        return Optional.ofNullable(of(uid).get(uid));
    }

    boolean has(String uid) {
        return of(uid).containsKey(uid);
    }

    int shardOf(String uid) {
        return shards.shardOf(uid);
    }

    int size() {
        return byShard.stream().mapToInt(Map::size).sum();
    }

    /** How many pods a shard has. */
    int size(int shard) {
        return pods(shard).size();
    }

    /**
     * Deleted and over: its entity removed it, or is about to find it removed. Telling it would only wake it again; if
     * its replica died just then, the next digest shows that no entity is done with it.
     */
    static boolean ended(Pod pod) {
        return pod.deleting() && pod.status().phase().terminal();
    }

    /** Whether its entity has work with it: it has not ended, or somebody wants it deleted. */
    static boolean alive(Pod pod) {
        return pod.deleting() || !pod.status().phase().terminal();
    }

    /** The pods are those of this version. */
    void reached(String newer) {
        version = newer;
    }

    /** The version that a watch goes on from. */
    String version() {
        return version;
    }

    /** Takes a complete list in the place of all that was known; returns what was known and is not in it. */
    List<Pod> replaceWith(PodList list) {
        List<Pod> before =
                byShard.stream().flatMap(pods -> pods.values().stream()).toList();
        byShard.forEach(Map::clear);
        list.pods().forEach(this::put);
        version = list.resourceVersion();
        return before.stream().filter(pod -> !has(pod.id().uid())).toList();
    }

    /** All pods of a shard, for its roster. */
    Digest digest(int shard, long round, ActorRef<RosterAnswer> replyTo) {
        var wanted = new HashMap<String, String>();
        var deleting = new HashMap<String, String>();
        var over = new HashMap<String, String>();
        for (Pod pod : pods(shard)) {
            var which = pod.deleting() ? deleting : pod.status().phase().terminal() ? over : wanted;
            which.put(pod.id().uid(), pod.resourceVersion());
        }
        return new Digest(shard, round, version, wanted, deleting, over, replyTo);
    }

    private Collection<Pod> pods(int shard) {
        return byShard.get(shard).values();
    }

    private Map<String, Pod> of(String uid) {
        return byShard.get(shards.shardOf(uid));
    }
}
