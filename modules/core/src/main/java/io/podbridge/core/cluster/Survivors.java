package io.podbridge.core.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whom a cluster keeps when not all of its members reach each other: as many as possible, of whom each reaches each
 * other. A pure function, with one result for all who know the same.
 *
 * <p>A clean partition is the simple case of it: the larger side. One bad link costs one of its two ends, and a member
 * that nobody reaches costs itself. Pekko's own {@code DownIndirectlyConnected} takes both ends of each bad link, which
 * of three members are two, and all three when one of them is deaf.
 */
final class Survivors {
    private static final Comparator<Collection<Incarnation>> PREFERENCE =
            Comparator.<Collection<Incarnation>>comparingInt(Collection::size)
                    .thenComparing(Survivors::inOrder, Survivors::earlier);

    private Survivors() {}

    /** The largest set of these members without a bad link inside; of several, the one with the first members. */
    static Set<Incarnation> of(Collection<Incarnation> members, Collection<BadLink> badLinks) {
        Map<Incarnation, Set<Incarnation>> cutOffFrom = new HashMap<>();
        badLinks.forEach(link -> {
            cutOffFrom.computeIfAbsent(link.one(), unused -> new HashSet<>()).add(link.other());
            cutOffFrom.computeIfAbsent(link.other(), unused -> new HashSet<>()).add(link.one());
        });
        return Set.copyOf(largest(Set.copyOf(members), cutOffFrom));
    }

    /** With the member of the most bad links, or without it: the better of the two. */
    private static Set<Incarnation> largest(Set<Incarnation> members, Map<Incarnation, Set<Incarnation>> cutOffFrom) {
        Incarnation worst = members.stream()
                .max(Comparator.comparingLong((Incarnation member) -> badLinks(member, members, cutOffFrom))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
        if (worst == null || badLinks(worst, members, cutOffFrom) == 0) {
            return members;
        }
        Set<Incarnation> without = largest(except(Set.of(worst), members), cutOffFrom);
        Set<Incarnation> reached = except(cutOffFrom.getOrDefault(worst, Set.of()), members);
        Set<Incarnation> with = new HashSet<>(largest(except(Set.of(worst), reached), cutOffFrom));
        with.add(worst);
        return PREFERENCE.compare(with, without) > 0 ? with : without;
    }

    private static Set<Incarnation> except(Set<Incarnation> those, Set<Incarnation> members) {
        return members.stream().filter(member -> !those.contains(member)).collect(Collectors.toUnmodifiableSet());
    }

    private static long badLinks(
            Incarnation member, Set<Incarnation> members, Map<Incarnation, Set<Incarnation>> cutOffFrom) {
        return cutOffFrom.getOrDefault(member, Set.of()).stream()
                .filter(members::contains)
                .count();
    }

    private static List<Incarnation> inOrder(Collection<Incarnation> members) {
        return members.stream().sorted().toList();
    }

    /** Positive if the one list, of the same length, has the earlier members. */
    private static int earlier(List<Incarnation> one, List<Incarnation> other) {
        return IntStream.range(0, one.size())
                .map(index -> other.get(index).compareTo(one.get(index)))
                .filter(order -> order != 0)
                .findFirst()
                .orElse(0);
    }
}
