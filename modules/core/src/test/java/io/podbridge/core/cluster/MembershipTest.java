package io.podbridge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembershipTest {

    @ParameterizedTest
    @CsvSource({
        // self, members, unreachable, whether it speaks for all
        "a, a, '', true",
        "a, abc, '', true",
        "a, abc, c, true",
        "a, abc, bc, false",
        "a, ab, b, true",
        "b, ab, a, false",
        "b, abcd, cd, true",
        "c, abcd, ab, false",
        "x, abc, '', false", // not Up yet, or removed
        "a, '', '', false"
    })
    void aMajoritySpeaksForAll(String self, String members, String unreachable, boolean speaks) {
        Membership view = new Membership(member(self.charAt(0)), members(members), members(unreachable));
        assertThat(view.majorityReachable()).isEqualTo(speaks);
    }

    /** A proof of death is known ten seconds before the gossip has it. */
    @ParameterizedTest
    @CsvSource({
        // self, members, unreachable by gossip, held dead, whether it speaks for all
        "a, abc, '', c, true",
        "a, abc, '', bc, false",
        "a, abc, b, c, false",
        "a, ab, '', b, true",
        "b, ab, '', a, false",
        "a, abc, '', xyz, true"
    })
    void whoIsHeldDeadIsNotReached(String self, String members, String unreachable, String dead, boolean speaks) {
        Membership view = new Membership(member(self.charAt(0)), members(members), members(unreachable));
        assertThat(view.without(members(dead)).majorityReachable()).isEqualTo(speaks);
    }

    private static Set<Incarnation> members(String letters) {
        return letters.chars().mapToObj(letter -> member((char) letter)).collect(Collectors.toUnmodifiableSet());
    }

    private static Incarnation member(char letter) {
        return new Incarnation("pekko://podbridge@" + letter + ":1", letter);
    }
}
