package io.podbridge.core.cluster;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who is a member and who reaches whom, as this replica knows it, and what follows; pure.
 *
 * <p>Every set of members that is kept <em>decides</em> ({@link DeathVerdict#decides}): a majority of all who vote, the
 * downed ones included until they are removed, or of an even number the half with the first member. Two such sets have
 * a member in common, so whatever two replicas know and decide, no two separate clusters come of it. A replica downs
 * others only if it is kept itself.
 *
 * @param members all of them but those that are exiting, whom Pekko removes by itself
 * @param badLinks between two of these members
 */
record Connectivity(Map<Incarnation, Standing> members, Set<BadLink> badLinks) {

    Connectivity {
        Set<Incarnation> known = members.keySet();
        members = Map.copyOf(members);
        badLinks = badLinks.stream()
                .filter(link -> known.contains(link.one()) && known.contains(link.other()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What a member is in a vote. */
    enum Standing {
        /** It is Up. */
        VOTER,
        /** It has a vote, and may be gone for others already. */
        LEAVING,
        /** It has been condemned; not kept any more, but counted until it is removed. */
        DOWNED,
        /** It is not Up for this replica, and may be for others. */
        JOINING,
        /** It has no vote, whatever it does. */
        OBSERVER;

        boolean votes() {
            return switch (this) {
                case VOTER, LEAVING, DOWNED -> true;
                case JOINING, OBSERVER -> false;
            };
        }
    }

    /** What this replica is to do. */
    sealed interface Decision {}

    /** Nothing: all who matter reach each other, or others have to act. */
    record Wait() implements Decision {}

    /** This replica is not among those that are kept. */
    record DownItself() implements Decision {}

    /** These are not kept; there is at least one. */
    record DownOthers(Set<Incarnation> members) implements Decision {}

    /** Whether there is anything to decide. */
    boolean troubled() {
        return badLinks.stream().anyMatch(link -> alive(link.one()) && alive(link.other()));
    }

    /** What follows for that member from this. */
    Decision decide(Incarnation self) {
        Set<Incarnation> kept = kept();
        if (!troubled()) {
            return new Wait();
        }
        if (kept.isEmpty()) {
            return votes(self) ? new DownItself() : new Wait();
        }
        Set<Incarnation> doomed = doomed(kept);
        if (doomed.contains(self)) {
            return formed() ? new DownItself() : new Wait();
        }
        return kept.contains(self) && !doomed.isEmpty() ? new DownOthers(doomed) : new Wait();
    }

    /** Those that stay; nobody if no set of members that reach each other decides for all. */
    Set<Incarnation> kept() {
        Set<Incarnation> electorate = formed() ? having(this::votes) : having(member -> is(member, Standing.JOINING));
        Set<Incarnation> candidates = electorate.stream().filter(this::alive).collect(Collectors.toSet());
        Set<Incarnation> kept = Survivors.of(candidates, badLinks);
        return DeathVerdict.decides(kept, electorate) && decidesElsewhereToo(kept, electorate) ? kept : Set.of();
    }

    /**
     * Whether these would decide as well if on the other side of a cut all that can have happened had: those that join
     * there are Up, and those that leave here are gone.
     */
    private boolean decidesElsewhereToo(Set<Incarnation> kept, Set<Incarnation> electorate) {
        Set<Incarnation> few = new HashSet<>(kept);
        few.removeIf(member -> is(member, Standing.LEAVING));
        Set<Incarnation> many = new HashSet<>(electorate);
        many.removeIf(member -> kept.contains(member) && is(member, Standing.LEAVING));
        many.addAll(having(member -> is(member, Standing.JOINING) && cutOffFrom(member, kept)));
        return DeathVerdict.decides(few, many);
    }

    /** Voters that are not kept, and who else has a bad link to anybody that stays. */
    private Set<Incarnation> doomed(Set<Incarnation> kept) {
        Set<Incarnation> losers = having(member -> electing(member) && alive(member) && !kept.contains(member));
        Set<Incarnation> staying = having(member -> alive(member) && !losers.contains(member));
        Set<Incarnation> doomed = new HashSet<>(losers);
        doomed.addAll(having(member -> !electing(member) && staying.contains(member) && cutOffFrom(member, staying)));
        return Set.copyOf(doomed);
    }

    private boolean cutOffFrom(Incarnation member, Set<Incarnation> from) {
        return badLinks.stream().anyMatch(link -> link.touches(member) && from.contains(link.from(member)));
    }

    private Set<Incarnation> having(Predicate<Incarnation> property) {
        return members.keySet().stream().filter(property).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether anybody has been Up: before that nobody runs anything, and those that join are all there is. */
    private boolean formed() {
        return members.keySet().stream().anyMatch(this::votes);
    }

    private boolean electing(Incarnation member) {
        return votes(member) || (!formed() && is(member, Standing.JOINING));
    }

    private boolean alive(Incarnation member) {
        return !is(member, Standing.DOWNED);
    }

    private boolean is(Incarnation member, Standing standing) {
        return members.get(member) == standing;
    }

    private boolean votes(Incarnation member) {
        Standing standing = members.get(member);
        return standing != null && standing.votes();
    }
}
