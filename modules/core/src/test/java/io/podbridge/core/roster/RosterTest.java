package io.podbridge.core.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.SamplePods;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final PodShards SHARDS = new PodShards(1);

    private final EntityIndex index = new EntityIndex(SHARDS);
    private final Roster roster = new Roster(index, 0);

    @Test
    void aPodThatNobodyHoldsIsMissingUnlessItIsOver() {
        var answer = compare(Map.of("wanted", "1"), Map.of("deleting", "2"), Map.of("over", "3"));
        assertThat(answer.missing()).containsExactlyInAnyOrder("wanted", "deleting");
        assertThat(answer.settled()).isFalse();
    }

    @Test
    void aPodThatIsKnownInThisVersionIsNot() {
        holds("wanted", "1");
        holds("over", "3");
        var answer = compare(Map.of("wanted", "1"), Map.of(), Map.of("over", "4"));
        assertThat(answer.missing()).as("the end of the other").containsExactly("over");
    }

    @Test
    void theHeldOnesOfAShardAreCounted() {
        holds("a", "1");
        holds("b", "1");
        index.conclude("b");
        assertThat(index.holding(0)).isEqualTo(1);
    }

    @Test
    void whatWasAskedForIsOnItsWayForAWhile() {
        assertThat(compare(Map.of("a", "1"), Map.of(), Map.of()).missing()).containsExactly("a");
        var second = compare(Map.of("a", "1", "b", "1"), Map.of(), Map.of());
        assertThat(second.missing()).containsExactly("b");
        assertThat(second.settled()).isFalse();
        assertThat(compare(Map.of("a", "1", "b", "1"), Map.of(), Map.of()).missing())
                .isEmpty();
        var asked = List.of(
                compare(Map.of("a", "1"), Map.of(), Map.of()).missing(),
                compare(Map.of("a", "1"), Map.of(), Map.of()).missing(),
                compare(Map.of("a", "1"), Map.of(), Map.of()).missing());
        assertThat(asked).as("it was lost").contains(List.of("a"));
    }

    @Test
    void anEntityWhosePodIsNotListedIsDoubtedAndReported() {
        holds("a", "1");
        index.hold("b", new Known.Holding("1", true));
        var outcome = roster.compare(digest(Map.of(), Map.of(), Map.of()));
        assertThat(outcome.doubts()).containsExactlyInAnyOrder("a", "b");
        assertThat(outcome.answer().unlisted()).containsExactlyInAnyOrder("a", "b");
        assertThat(outcome.answer().leaving()).containsExactly("b");
    }

    @Test
    void anEntityThatIsAheadReadsOnlyIfItStaysSo() {
        holds("a", "900");
        var digest = digest(Map.of("a", "800"), Map.of(), Map.of());
        assertThat(roster.compare(digest).doubts()).isEmpty();
        assertThat(roster.compare(digest).doubts()).isEmpty();
        assertThat(roster.compare(digest).doubts()).containsExactly("a");
    }

    @Test
    void whatIsConcludedIsNotMadeAgainForAFinalizersSakeAndForgottenWithItsObject() {
        holds("a", "5");
        index.conclude("a");
        index.forget("a");
        assertThat(compare(Map.of(), Map.of("a", "6"), Map.of()).missing()).isEmpty();
        compare(Map.of(), Map.of(), Map.of());
        assertThat(compare(Map.of(), Map.of("a", "6"), Map.of()).missing()).containsExactly("a");
    }

    /** It was made and ended after the version that the feed has got to: the feed will tell of it as of a new one. */
    @Test
    void whatIsConcludedIsRememberedUntilTheFeedHasGotBeyondIt() {
        index.arrived(0, "10");
        holds("a", "60");
        index.conclude("a");
        compare(Map.of(), Map.of(), Map.of());
        assertThat(index.upToDate(pod("a", "55"))).isFalse();
        index.conclude("nothing was known of it");
        compare(Map.of(), Map.of(), Map.of());
        assertThat(index.upToDate(pod("nothing was known of it", "55"))).isFalse();
    }

    @Test
    void whatHasArrivedMeanwhileIsSaidWithoutAnotherDigest() {
        var digest = digest(Map.of("a", "1", "b", "1"), Map.of(), Map.of());
        roster.compare(digest);
        holds("a", "1");
        assertThat(roster.again(digest)).as("b is on its way").isEmpty();
        holds("b", "1");
        assertThat(roster.again(digest))
                .hasValueSatisfying(answer -> assertThat(answer.settled()).isTrue());
    }

    @Test
    void moreIsAskedForAsSoonAsSomeHasArrived() {
        Map<String, String> many = new HashMap<>();
        IntStream.range(0, Roster.ON_THE_WAY + 1).forEach(i -> many.put("p" + i, "1"));
        var digest = digest(many, Map.of(), Map.of());
        var first = roster.compare(digest).answer().missing();
        assertThat(roster.again(digest)).isEmpty();
        holds(first.getFirst(), "1");
        many.keySet().removeAll(first);
        assertThat(roster.again(digest))
                .hasValueSatisfying(answer -> assertThat(answer.missing()).containsExactlyElementsOf(many.keySet()));
    }

    @Test
    void aConcludedPodWhoseObjectIsOlderThanItsEndIsEndedAgain() {
        holds("a", "7");
        index.conclude("a");
        assertThat(compare(Map.of(), Map.of("a", "8"), Map.of()).missing()).isEmpty();
        assertThat(compare(Map.of(), Map.of("a", "6"), Map.of()).missing()).containsExactly("a");
    }

    @Test
    void whatAFinalizerHoldsIsLookedIntoAgainAfterManyDigests() {
        index.conclude("a");
        int calm = 0;
        while (compare(Map.of(), Map.of("a", "8"), Map.of()).missing().isEmpty()) {
            calm++;
        }
        assertThat(calm).isBetween(50, 70);
    }

    @Test
    void aConcludedPodThatIsWantedAgainComesFromARestoredStore() {
        index.conclude("a");
        assertThat(compare(Map.of("a", "5"), Map.of(), Map.of()).missing()).containsExactly("a");
        assertThat(index.upToDate(pod("a", "5")))
                .as("or from a feed whose watch is silent: it is read first")
                .isFalse();
    }

    @Test
    void aPodThatRanIsOfThePastIfItIsOlderThanTheDigestAndNotInIt() {
        assertThat(index.upToDate(running("a", "60"))).as("no digest yet").isFalse();
        compare(Map.of("b", "40"), Map.of(), Map.of());
        assertThat(index.upToDate(running("a", "60"))).isTrue();
        assertThat(index.upToDate(running("a", "49"))).isFalse();
        assertThat(index.upToDate(running("b", "40"))).isTrue();
        assertThat(index.upToDate(running("b", "41"))).isTrue();
        assertThat(index.upToDate(running("b", "39"))).isFalse();
        index.drop(0);
        assertThat(index.upToDate(running("a", "60"))).isFalse();
    }

    /** The digest is of a feed whose watch is late: the pod may have been made and ended by the shard's home before. */
    @Test
    void aPodThatNeverRanIsOfThePastIfItIsOlderThanTheShardIsHere() {
        compare(Map.of("b", "60"), Map.of(), Map.of());
        assertThat(index.upToDate(pod("a", "60"))).as("nobody knows since when").isFalse();
        assertThat(index.upToDate(pod("b", "60"))).isFalse();
        index.arrived(0, "70");
        assertThat(index.upToDate(pod("b", "60"))).isFalse();
        assertThat(index.upToDate(pod("a", "70"))).isFalse();
        assertThat(index.upToDate(pod("a", "71"))).isTrue();
        index.drop(0);
        assertThat(index.upToDate(pod("a", "71"))).isFalse();
    }

    private static Pod running(String uid, String version) {
        return SamplePods.with(pod(uid, version), SamplePods.status(Phase.RUNNING));
    }

    private static Pod pod(String uid, String version) {
        var pod = SamplePods.pod(uid);
        return new Pod(
                new PodId(uid, "ns", uid),
                version,
                pod.generation(),
                pod.labels(),
                pod.annotations(),
                pod.deletion(),
                pod.spec(),
                pod.status(),
                pod.manifest());
    }

    private void holds(String uid, String version) {
        index.hold(uid, new Known.Holding(version, false));
    }

    private RosterAnswer compare(Map<String, String> wanted, Map<String, String> deleting, Map<String, String> over) {
        return roster.compare(digest(wanted, deleting, over)).answer();
    }

    private static Digest digest(Map<String, String> wanted, Map<String, String> deleting, Map<String, String> over) {
        return new Digest(
                0,
                1,
                "50",
                wanted,
                deleting,
                over,
                TestInbox.<RosterAnswer>create().getRef());
    }
}
