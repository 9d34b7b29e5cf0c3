package io.podbridge.core.cluster;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether replicas that are said to be dead are removed at once, on what their peers have seen; a pure function.
 *
 * <p>A proof can be false: a firewall that resets connections and refuses new ones looks like a dead process from both
 * sides. So the rule is a vote. A replica is condemned when a majority of all members, it included, has seen the proof
 * with its own eyes; of an even split, the half that holds the first member. Two halves can therefore not condemn each
 * other, nor can a minority condemn anyone. Beside at least one proof, the word of a witness counts too that never had
 * a connection to the suspect and finds that it refuses one: it came up too late to hold a proof. Whatever is not
 * condemned is left to the split brain resolver.
 */
final class DeathVerdict {

    private DeathVerdict() {}

    /**
     * Those of whom enough members have seen the proof.
     *
     * @param electorate the members that count: every one that is not removed yet, the dead included
     * @param suspects who may be condemned
     * @param testimonies what each witness has seen; who does not count as a member has no say
     */
    static Set<Incarnation> condemned(
            Set<Incarnation> electorate, Set<Incarnation> suspects, Map<Incarnation, Seen> testimonies) {
        return suspects.stream()
                .filter(suspect -> condemned(suspect, electorate, testimonies))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean condemned(
            Incarnation suspect, Set<Incarnation> electorate, Map<Incarnation, Seen> testimonies) {
        Set<Incarnation> witnesses =
                electorate.stream().filter(witness -> !witness.equals(suspect)).collect(Collectors.toSet());
        witnesses.removeIf(
                witness -> !testimonies.getOrDefault(witness, Seen.NOTHING).against(suspect));
        boolean proven = witnesses.stream()
                .map(witness -> testimonies.getOrDefault(witness, Seen.NOTHING))
                .anyMatch(seen -> seen.dead().contains(suspect));
        return proven && decides(witnesses, electorate);
    }

    /**
     * Whether this replica is dead or cut off itself: those whose death it has not seen proven do not decide. Then the
     * others may condemn it at any moment, whatever it can still do.
     *
     * @param proven those whose death it has seen proven with its own eyes
     */
    static boolean cutOff(Incarnation self, Set<Incarnation> electorate, Set<Incarnation> proven) {
        Set<Incarnation> left = new HashSet<>(electorate);
        left.removeAll(proven);
        return electorate.contains(self) && !decides(left, electorate);
    }

    /** Whether this half of the members decides for all of them. */
    static boolean decides(Set<Incarnation> half, Set<Incarnation> all) {
        int twice = 2 * half.size();
        return twice > all.size()
                || (twice == all.size() && !all.isEmpty() && half.contains(new TreeSet<>(all).first()));
    }
}
