package io.podbridge.core.roster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a shard's roster remembers from digest to digest. Not thread-safe: it belongs to the shard's roster actor.
 *
 * <p>A manifest that was asked for may still be in its entity's mailbox when the next digest comes, so it is asked for
 * again only after {@link #PATIENCE} digests, which come half a second apart while something is missing.
 */
public final class Roster {
    /** Digests to wait for what was asked for. */
    private static final int PATIENCE = 4;

    /** Manifests on their way to one shard: a dead one must not take the feed's window from the others. */
    static final int ON_THE_WAY = 128;

    /** Digests in a row in which an entity may be ahead, in the calm a minute or half apart: it has just written. */
    private static final int SUSPICIOUS = 2;

    /**
     * Digests after which a concluded pod is forgotten, in the calm one hour, so that one that is still listed is
     * looked into again: nearly always somebody's finalizer holds it, but its store may have been set back.
     */
    private static final int CONCLUDED_FOR = 60;

    private final EntityIndex index;
    private final int shard;
    private Map<String, Integer> asked = new HashMap<>();
    private Map<String, Integer> ahead = new HashMap<>();
    private Map<String, Integer> held = new HashMap<>();

    /** The roster of a shard of this replica. */
    public Roster(EntityIndex index, int shard) {
        this.index = index;
        this.shard = shard;
    }

    /**
     * What follows from a digest.
     *
     * @param answer for the feed
     * @param doubts pods whose entities should read what the API server's store holds, by UID
     */
    public record Outcome(RosterAnswer answer, List<String> doubts) {}

    /** Compares a digest with what the shard's entities know. */
    public Outcome compare(Digest digest) {
        index.heard(digest);
        var known = index.of(shard);
        var comparison = Comparison.of(digest, known);
        comparison.forgotten().forEach(known::remove);
        heldTooLong(comparison.held()).forEach(known::remove);
        var wanted = ask(comparison.missing(), 1);
        var doubts = new ArrayList<>(comparison.unlisted());
        doubts.addAll(stillAhead(comparison.ahead()));
        return new Outcome(answer(digest, comparison, wanted), List.copyOf(doubts));
    }

    /**
     * Looks whether what was asked for has arrived since the digest was compared.
     *
     * @return the answer to give now; empty as long as the one before still holds
     */
    public Optional<RosterAnswer> again(Digest digest) {
        var comparison = Comparison.of(digest, index.of(shard));
        var wanted = ask(comparison.missing(), 0);
        return comparison.missing().isEmpty() || !wanted.isEmpty()
                ? Optional.of(answer(digest, comparison, wanted))
                : Optional.empty();
    }

    private static RosterAnswer answer(Digest digest, Comparison comparison, List<String> wanted) {
        return new RosterAnswer(
                digest.shard(),
                digest.round(),
                comparison.missing().isEmpty(),
                wanted,
                List.copyOf(comparison.unlisted()),
                List.copyOf(comparison.leaving()));
    }

    /** The shard leaves this replica. */
    public void close() {
        index.drop(shard);
    }

    /**
     * The manifests to ask for.
     *
     * @param digests how many were heard since the last time: 1, or 0
     */
    private List<String> ask(List<String> missing, int digests) {
        var waiting = new HashMap<String, Integer>();
        var unasked = new ArrayList<String>();
        for (String uid : missing) {
            int since = asked.getOrDefault(uid, PATIENCE);
            if (since < PATIENCE) {
                waiting.put(uid, since + digests);
            } else {
                unasked.add(uid);
            }
        }
        List<String> wanted =
                unasked.stream().limit(Math.max(0, ON_THE_WAY - waiting.size())).toList();
        wanted.forEach(uid -> waiting.put(uid, 0));
        asked = waiting;
        return wanted;
    }

    private List<String> stillAhead(List<String> uids) {
        ahead = counted(uids, ahead);
        return above(ahead, SUSPICIOUS);
    }

    private List<String> heldTooLong(List<String> uids) {
        held = counted(uids, held);
        return above(held, CONCLUDED_FOR);
    }

    /** In how many digests in a row each was. */
    private static Map<String, Integer> counted(List<String> uids, Map<String, Integer> before) {
        var counted = new HashMap<String, Integer>();
        uids.forEach(uid -> counted.put(uid, before.getOrDefault(uid, 0) + 1));
        return counted;
    }

    private static List<String> above(Map<String, Integer> counted, int limit) {
        return counted.entrySet().stream()
                .filter(entry -> entry.getValue() > limit)
                .map(Map.Entry::getKey)
                .toList();
    }
}
