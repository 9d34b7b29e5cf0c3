package io.podbridge.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.cluster.Connectivity.DownItself;
import io.podbridge.core.cluster.Connectivity.DownOthers;
import io.podbridge.core.cluster.Connectivity.Standing;
import io.podbridge.core.cluster.Connectivity.Wait;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.cluster.Member;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectivityTest {
    /** In Pekko's order; by the text of the address the pairs come the other way round. */
    private static final List<Incarnation> REPLICAS = List.of(
            life("10.0.0.1:9000"),
            life("10.0.0.1:10000"),
            life("10.0.0.12:25520"),
            life("podbridge:25520"),
            life("podbridge-2:25520"),
            life("replica-1:25520"),
            life("replica-10:25520"));

    /**
     * Members are letters; after a standing's sign those of it: {@code +} joins, {@code -} leaves, {@code !} downed.
     */
    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                // members, bad links, kept, doomed
                "abc, '', abc, ''",
                "abc, ac bc, ab, c", // c is silent
                "abc, ab, ac, b", // one bad link, and c reaches both
                "abc, bc, ab, c",
                "abc, ab ac, bc, a", // a is deaf
                "abc, ab bc ac, '', ''", // nobody reaches anybody
                "ab, ab, a, b",
                "abcde, ad ae bd be cd ce, abc, de", // a partition
                "abcde, ac ad ae bc bd be, cde, ab",
                "abcd, ac ad bc bd, ab, cd", // an even one: the half that holds the first
                "abcde, ab cd, ace, bd", // two bad links cost two
                "abcde, ab ac ad ae, bcde, a",
                "abcd!a, bd cd, '', ''", // the downed one counts until it is removed: 2 of 4, without the first
                "abcd!c, ad bd, ab, d",
                "abc!c, ac bc, ab, ''", // it is downed already
                "abc+d, ad bd, abc, d", // who joins has no vote
                "abc+d, ac ad bc bd, ab, cd", // and may be Up over there: 2 of 4 with the first
                "bcd+a, bd cd ba ca, '', ''", // and may be the first over there
                "abcd-d, ab ac bd cd, '', ''", // who leaves here may be gone over there: 1 of 3 there
                "abc*o, oa, abc, o", // an observer costs itself only
                "abc*o, ac bc oc, ab, c", // one that does not reach a dead one costs nothing
                "abc*op, op, abc, op",
                "'+abc*o', ob, abc, o", // nobody is Up yet
                "+abc, bc, ab, c",
                "+bc, bc, b, c"
            })
    void theTable(String members, String badLinks, String kept, String doomed) {
        Connectivity picture = picture(members, badLinks);
        assertThat(picture.kept()).isEqualTo(set(kept));
        for (Incarnation member : picture.members().keySet()) {
            assertThat(picture.decide(member)).as(member.toString()).isEqualTo(expected(picture, member, set(doomed)));
        }
    }

    private static Connectivity.Decision expected(Connectivity picture, Incarnation self, Set<Incarnation> doomed) {
        boolean formed = picture.members().values().stream().anyMatch(Standing::votes);
        boolean voter = picture.members().get(self).votes();
        if (picture.kept().contains(self)) {
            return doomed.isEmpty() ? new Wait() : new DownOthers(doomed);
        }
        boolean lost = formed && (doomed.contains(self) || (picture.kept().isEmpty() && voter));
        return lost ? new DownItself() : new Wait();
    }

    @Property
    void whateverTwoReplicasKnowWhatTheyKeepHasAMemberInCommon(
            @ForAll("clusters") Set<Incarnation> members,
            @ForAll("links") Set<BadLink> known,
            @ForAll("links") Set<BadLink> knownElsewhere) {
        Set<Incarnation> kept = voters(members, known).kept();
        Set<Incarnation> keptElsewhere = voters(members, knownElsewhere).kept();
        assertThat(kept.isEmpty() || keptElsewhere.isEmpty() || kept.stream().anyMatch(keptElsewhere::contains))
                .isTrue();
    }

    @Property
    void whoIsKeptReachesAllThatAreKept(
            @ForAll("clusters") Set<Incarnation> members, @ForAll("links") Set<BadLink> links) {
        Set<Incarnation> kept = voters(members, links).kept();
        assertThat(links).noneMatch(link -> kept.contains(link.one()) && kept.contains(link.other()));
    }

    @Property
    void oneBadLinkCostsOneReplica(@ForAll("clusters") Set<Incarnation> members, @ForAll("links") Set<BadLink> links) {
        links.stream().limit(1).forEach(link -> {
            Set<Incarnation> all = new HashSet<>(members);
            all.addAll(Set.of(link.one(), link.other()));
            assertThat(voters(all, Set.of(link)).kept()).hasSize(all.size() - 1);
        });
    }

    /** Of a clean cut exactly one side is kept: the one that the vote lets condemn the other, and that Pekko keeps. */
    @Property
    void ofACutTheVoteThisResolverAndPekkosKeepTheSameSide(
            @ForAll("clusters") Set<Incarnation> members, @ForAll("clusters") Set<Incarnation> cut) {
        Set<Incarnation> one = new HashSet<>(members);
        one.retainAll(cut);
        Set<Incarnation> other = new HashSet<>(members);
        other.removeAll(cut);
        Set<Incarnation> kept = voters(members, between(one, other)).kept();
        assertThat(kept).isIn(one, other);
        assertThat(condemned(one, other, members)).isEqualTo(kept.equals(one) ? other : Set.of());
        assertThat(condemned(other, one, members)).isEqualTo(kept.equals(one) ? Set.of() : one);
        assertThat(kept).isEqualTo(keptByPekko(one, other));
    }

    /** {@code KeepMajority.majorityDecision} of Pekko 1.7: the larger side, or that of the lowest address. */
    private static Set<Incarnation> keptByPekko(Set<Incarnation> one, Set<Incarnation> other) {
        if (one.size() != other.size()) {
            return one.size() > other.size() ? one : other;
        }
        Set<Incarnation> all = new HashSet<>(one);
        all.addAll(other);
        Incarnation lowest = all.stream()
                .min((a, b) -> Member.addressOrdering()
                        .compare(AddressFromURIString.parse(a.address()), AddressFromURIString.parse(b.address())))
                .orElseThrow();
        return one.contains(lowest) ? one : other;
    }

    private static Set<Incarnation> condemned(Set<Incarnation> by, Set<Incarnation> dead, Set<Incarnation> all) {
        return DeathVerdict.condemned(
                all, dead, DeathVerdictTest.proofs(by.stream().collect(Collectors.toMap(each -> each, each -> dead))));
    }

    @Provide
    Arbitrary<Set<Incarnation>> clusters() {
        return Arbitraries.of(REPLICAS).set().ofMinSize(1);
    }

    @Provide
    Arbitrary<Set<BadLink>> links() {
        return Combinators.combine(Arbitraries.of(REPLICAS), Arbitraries.of(REPLICAS))
                .as(BadLink::between)
                .filter(link -> !link.one().equals(link.other()))
                .set()
                .ofMaxSize(12);
    }

    private static Set<BadLink> between(Set<Incarnation> one, Set<Incarnation> other) {
        return one.stream()
                .flatMap(a -> other.stream().map(b -> BadLink.between(a, b)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Connectivity voters(Set<Incarnation> members, Set<BadLink> links) {
        return new Connectivity(
                members.stream().collect(Collectors.toMap(member -> member, member -> Standing.VOTER)), links);
    }

    private static Connectivity picture(String members, String badLinks) {
        Map<Incarnation, Standing> standings = new HashMap<>();
        Standing standing = Standing.VOTER;
        for (int at = 0; at < members.length(); at++) {
            char sign = members.charAt(at);
            switch (sign) {
                case '+' -> standing = Standing.JOINING;
                case '-' -> standing = Standing.LEAVING;
                case '!' -> standing = Standing.DOWNED;
                case '*' -> standing = Standing.OBSERVER;
                default -> standings.put(member(sign), standing);
            }
        }
        Set<BadLink> links = Arrays.stream(badLinks.split(" "))
                .filter(link -> !link.isEmpty())
                .map(link -> BadLink.between(member(link.charAt(0)), member(link.charAt(1))))
                .collect(Collectors.toUnmodifiableSet());
        return new Connectivity(standings, links);
    }

    private static Set<Incarnation> set(String letters) {
        Set<Incarnation> members = new TreeSet<>();
        letters.chars().forEach(letter -> members.add(member((char) letter)));
        return Set.copyOf(members);
    }

    private static Incarnation member(char letter) {
        return new Incarnation("pekko://podbridge@" + letter + ":1", letter);
    }

    private static Incarnation life(String hostAndPort) {
        return new Incarnation("pekko://podbridge@" + hostAndPort, 1);
    }
}
