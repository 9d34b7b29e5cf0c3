package io.podbridge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeathVerdictTest {

    /**
     * Members and the condemned are letters; a testimony is the witness, then those it has seen dead, then, in
     * capitals, those who refuse it and never answered it.
     */
    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                // members, testimonies, condemned
                "abc, '', ''",
                "abc, ac bc, c", // a crash, seen by all that are left
                "abc, ac, ''", // seen by one only: a cut cable, or the others are slower
                "abc, ab ba, ''", // the two accuse each other, and the third sees both
                "abc, ac bc ca cb, c", // c is cut off from both, and they from it
                "abc, abc, ''", // the last one of three has no say
                "abc, abc bc, c", // b says nothing of itself
                "abcde, ade bde cde, de", // two at once of five
                "abcde, acde bcde, ''", // three at once of five: no majority
                "ab, ab, b", // of two, the first decides
                "ab, ba, ''",
                "ab, ab ba, b",
                "abcd, acd bcd, cd", // an even split: the half that holds the first
                "abcd, cab dab, ''",
                "abc, xc yc, ''", // witnesses that are no members
                "abc, ax bx, ''", // a dead one that is no suspect
                "abc, ac bC, c", // b came up when c died
                "abc, aC bC, ''", // refusals alone are no proof
                "abc, aC, ''",
                "abc, aB bA, ''",
                "abcde, ae bE cE, e",
                "ab, aB, ''",
                "'', ab, ''"
            })
    void theTable(String members, String testimonies, String condemned) {
        Map<Incarnation, Seen> seen = new HashMap<>();
        Arrays.stream(testimonies.split(" "))
                .filter(testimony -> !testimony.isEmpty())
                .forEach(testimony -> seen.put(member(testimony.charAt(0)), seen(testimony.substring(1))));
        assertThat(DeathVerdict.condemned(members(members), members(members), seen))
                .isEqualTo(members(condemned));
    }

    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                // self, members, those it has seen dead, whether it is cut off
                "a, a, '', false",
                "a, abc, '', false",
                "a, abc, c, false",
                "a, abc, bc, true",
                "c, abc, ab, true",
                "a, ab, b, false", // of two, the first decides
                "b, ab, a, true",
                "a, abcd, cd, false",
                "c, abcd, ab, true",
                "a, abcde, cd, false",
                "a, abcde, cde, true",
                "x, abc, abc, false", // it is no member, and has nothing to lose
                "a, abc, xyz, false" // nor have they a vote
            })
    void whoHoldsProofsAgainstAMajorityIsCutOff(String self, String members, String proven, boolean cutOff) {
        assertThat(DeathVerdict.cutOff(member(self.charAt(0)), members(members), members(proven)))
                .isEqualTo(cutOff);
    }

    /** Whom a majority condemns by proofs that are true of both sides, that one knows by its own. */
    @Property
    void whoIsCutOffFromAllThatCondemnItKnows(
            @ForAll("clusters") Set<Incarnation> all, @ForAll("clusters") Set<Incarnation> cut) {
        Set<Incarnation> one = new HashSet<>(all);
        one.retainAll(cut);
        Set<Incarnation> other = new HashSet<>(all);
        other.removeAll(cut);
        for (Incarnation condemned : condemnedBy(one, other, all)) {
            assertThat(DeathVerdict.cutOff(condemned, all, one)).isTrue();
        }
    }

    /** The network may be cut anywhere: what each half has seen of the other, and only that. */
    @Property
    void twoHalvesNeverBothCondemn(@ForAll("clusters") Set<Incarnation> all, @ForAll("clusters") Set<Incarnation> cut) {
        Set<Incarnation> one = new HashSet<>(all);
        one.retainAll(cut);
        Set<Incarnation> other = new HashSet<>(all);
        other.removeAll(cut);
        assertThat(condemnedBy(one, other, all).isEmpty()
                        || condemnedBy(other, one, all).isEmpty())
                .isTrue();
    }

    @Property
    void aMinorityCondemnsNobodyWhateverItSays(
            @ForAll("clusters") Set<Incarnation> all,
            @ForAll("testimonies") Map<Incarnation, Set<Incarnation>> testimonies) {
        Map<Incarnation, Set<Incarnation>> ofFew = new HashMap<>(testimonies);
        ofFew.keySet().retainAll(all.stream().sorted().skip(all.size() / 2 + 1L).toList());
        assertThat(DeathVerdict.condemned(all, all, proofs(ofFew))).isEmpty();
    }

    @Property
    void whoIsCondemnedWasSeenDeadByAMajorityAndOneMoreWitnessChangesNothing(
            @ForAll("clusters") Set<Incarnation> all,
            @ForAll("testimonies") Map<Incarnation, Set<Incarnation>> testimonies) {
        Set<Incarnation> condemned = DeathVerdict.condemned(all, all, proofs(testimonies));
        for (Incarnation dead : condemned) {
            long witnesses = all.stream()
                    .filter(witness ->
                            testimonies.getOrDefault(witness, Set.of()).contains(dead))
                    .count();
            assertThat(2 * witnesses).isGreaterThanOrEqualTo(all.size());
        }
        Map<Incarnation, Set<Incarnation>> more = new HashMap<>(testimonies);
        all.forEach(witness -> more.putIfAbsent(witness, condemned));
        assertThat(DeathVerdict.condemned(all, all, proofs(more))).containsAll(condemned);
    }

    @Provide
    Arbitrary<Set<Incarnation>> clusters() {
        return Arbitraries.of(members("abcdefg").stream().toList()).set().ofMinSize(1);
    }

    @Provide
    Arbitrary<Map<Incarnation, Set<Incarnation>>> testimonies() {
        return Arbitraries.maps(Arbitraries.of(members("abcdefg").stream().toList()), clusters());
    }

    private static Set<Incarnation> condemnedBy(Set<Incarnation> half, Set<Incarnation> dead, Set<Incarnation> all) {
        return DeathVerdict.condemned(
                all, dead, proofs(half.stream().collect(Collectors.toMap(each -> each, each -> dead))));
    }

    static Map<Incarnation, Seen> proofs(Map<Incarnation, Set<Incarnation>> dead) {
        return dead.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Seen(entry.getValue(), Set.of())));
    }

    private static Seen seen(String letters) {
        return new Seen(
                members(letters.replaceAll("[A-Z]", "")),
                members(letters.replaceAll("[^A-Z]", "").toLowerCase(Locale.ROOT)));
    }

    private static Set<Incarnation> members(String letters) {
        return IntStream.range(0, letters.length())
                .mapToObj(index -> member(letters.charAt(index)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Incarnation member(char letter) {
        return new Incarnation("pekko://podbridge@" + letter + ":1", letter);
    }
}
