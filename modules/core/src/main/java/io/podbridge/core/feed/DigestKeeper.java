package io.podbridge.core.feed;

import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.provider.PodDirectory;
import io.podbridge.core.roster.PodShards;
import io.podbridge.core.roster.RosterAnswer;
import io.podbridge.core.roster.Rosters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Keeps the rosters of all shards informed, until each has acknowledged what the API server holds: sends digests, the
 * manifests that rosters lack, and again the deletions of which an entity has not heard. Belongs to the
 * {@link PodFeed}.
 */
final class DigestKeeper {
    /** Manifests under way in sum: Pekko's queue to another replica holds 3,072 messages, and drops what is above. */
    private static final int WINDOW = 1024;

    private final PodStore store;
    private final PodDirectory entities;
    private final Rosters rosters;
    private final ActorRef<RosterAnswer> self;
    private final DigestRounds rounds;
    private final Map<Integer, Deque<String>> waiting = new LinkedHashMap<>();
    private final Map<Integer, Sent> sent = new HashMap<>();
    private final Map<String, Deleted> deleted = new HashMap<>();

    /**
     * A pod whose deletion a watch has told, and its entity been told of.
     *
     * @param round the last digest that was sent before; an answer to a later one shows whether the entity knows
     */
    private record Deleted(PodId id, long round) {}

    /**
     * Manifests that may not have arrived yet.
     *
     * @param round the last digest that was sent before; an answer to a later one shows that they have
     */
    private record Sent(int manifests, long round) {}

    /**
     * A keeper.
     *
     * @param self where rosters answer to
     * @param period ticks between two digests of a shard from which nothing is wanted
     */
    DigestKeeper(
            PodStore store,
            PodShards shards,
            PodDirectory entities,
            Rosters rosters,
            ActorRef<RosterAnswer> self,
            int period) {
        this.store = store;
        this.entities = entities;
        this.rosters = rosters;
        this.self = self;
        this.rounds = new DigestRounds(shards.count(), period);
    }

    /** There is a new list: pods wait for it, so that its digests do not wait for the next tick. */
    void listed() {
        rounds.listed();
        pass();
    }

    /** The cluster has changed: whatever was sent may have been lost. */
    void clusterChanged() {
        rounds.all();
    }

    /** The shard has another home. */
    void moved(int shard) {
        rounds.now(shard);
    }

    /** A tick of the feed has passed. */
    void pass() {
        rounds.pass(store::size).forEach(this::send);
    }

    /** How many ticks there were. */
    long ticks() {
        return rounds.now();
    }

    /** Whether all shards have answered since the last list. */
    boolean complete() {
        return rounds.complete();
    }

    /** Whether all pods have had an entity that knows them since the last list. */
    boolean settled() {
        return rounds.settled();
    }

    /** A watch has told of the deletion: a fact that is repeated until the entity knows it. */
    void deleted(PodId id) {
        deleted.put(id.uid(), new Deleted(id, rounds.round()));
        entities.tell(id.uid(), new PodEvent.Gone(id));
    }

    /** Whether a watch has told of the deletion of this pod, and its entity may not know. */
    boolean sawDeletion(String uid) {
        return deleted.containsKey(uid);
    }

    /** A roster has answered. */
    void answered(RosterAnswer answer) {
        int shard = answer.shard();
        rounds.answered(shard, answer.round(), answer.settled());
        repeatDeletions(answer);
        sent.computeIfPresent(shard, (key, manifests) -> manifests.round() < answer.round() ? null : manifests);
        waiting.computeIfAbsent(shard, key -> new ArrayDeque<>()).addAll(answer.missing());
        sendManifests();
    }

    /** As many as the window has room for; the digest behind a shard's last one asks what is still missing there. */
    private void sendManifests() {
        int room = WINDOW - sent.values().stream().mapToInt(Sent::manifests).sum();
        for (var shards = waiting.entrySet().iterator(); shards.hasNext() && room > 0; ) {
            var next = shards.next();
            room -= sendManifests(next.getKey(), next.getValue(), room);
            if (next.getValue().isEmpty()) {
                shards.remove();
            }
        }
    }

    private int sendManifests(int shard, Deque<String> uids, int room) {
        int count = Math.min(room, uids.size());
        for (int i = 0; i < count; i++) {
            store.get(uids.remove()).ifPresent(pod -> entities.tell(pod.id().uid(), word(pod)));
        }
        if (count > 0) {
            sent.merge(
                    shard,
                    new Sent(count, rounds.round()),
                    (a, b) -> new Sent(a.manifests() + b.manifests(), b.round()));
            rounds.sent(shard);
            send(shard);
        }
        return count;
    }

    /**
     * A pod that never ran is made by the entity that meets it, so that it must be there: what a list or a watch showed
     * a while ago may have been made, ended and removed since, by an entity elsewhere. One that has run is looked for.
     */
    private static PodEvent word(Pod pod) {
        return pod.everStarted() ? new PodEvent.Observed(pod) : new PodEvent.Hearsay(pod);
    }

    private void repeatDeletions(RosterAnswer answer) {
        var unlisted = Set.copyOf(answer.unlisted());
        deleted.entrySet()
                .removeIf(entry -> store.shardOf(entry.getKey()) == answer.shard()
                        && entry.getValue().round() < answer.round()
                        && !unlisted.contains(entry.getKey()));
        unlisted.stream()
                .flatMap(uid -> Optional.ofNullable(deleted.get(uid)).stream())
                .forEach(known -> entities.tell(known.id().uid(), new PodEvent.Gone(known.id())));
    }

    private void send(int shard) {
        rosters.send(store.digest(shard, rounds.next(), self));
    }
}
