package io.podbridge.core.cluster;

import io.podbridge.core.cluster.LivenessProbe.Finding;
import java.util.HashSet;
import java.util.Set;

/**
 * The findings of one witness about its peers.
 *
 * @param dead those whose death it has seen proven
 * @param refusing those with whom it never had a connection, and who refuse one now: no proof, but a word beside one
 */
record Seen(Set<Incarnation> dead, Set<Incarnation> refusing) {
    static final Seen NOTHING = new Seen(Set.of(), Set.of());

    /** The same, with the newest finding about a peer. */
    Seen found(Incarnation peer, Finding finding) {
        return switch (finding) {
            case DEAD -> new Seen(with(dead, peer), without(refusing, peer));
            case REFUSED -> new Seen(without(dead, peer), with(refusing, peer));
            case ALIVE, UNKNOWN -> forget(peer);
        };
    }

    /** The same, with nothing about this peer. */
    Seen forget(Incarnation peer) {
        return new Seen(without(dead, peer), without(refusing, peer));
    }

    /** Whether it takes this peer for dead, proven or not. */
    boolean against(Incarnation peer) {
        return dead.contains(peer) || refusing.contains(peer);
    }

    private static Set<Incarnation> with(Set<Incarnation> peers, Incarnation peer) {
        var more = new HashSet<>(peers);
        more.add(peer);
        return Set.copyOf(more);
    }

    private static Set<Incarnation> without(Set<Incarnation> peers, Incarnation peer) {
        var less = new HashSet<>(peers);
        less.remove(peer);
        return Set.copyOf(less);
    }
}
