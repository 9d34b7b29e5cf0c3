package io.podbridge.core.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.QuietActors;
import io.podbridge.core.feed.FeedSettings.WatchScope;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.kube.PodWatchListener.End;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.SamplePods;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PodFeedTest {
    private static final Duration RESYNC = Duration.ofHours(2);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final ApiResult.Unavailable DOWN = new ApiResult.Unavailable("down", Optional.empty());

    private final QuietActors actors = new QuietActors();
    private final FakeKubeApi api = new FakeKubeApi("n1");
    private final AtomicBoolean cut = new AtomicBoolean();
    private final FakeRosters rosters = new FakeRosters(4, cut::get);
    private final List<PodEvent> told = rosters.told;
    private final AtomicInteger sweeps = new AtomicInteger();

    @AfterEach
    void shutDown() {
        actors.close();
    }

    @Test
    void showsWhatIsListedAndWhatChanges() {
        var a = api.put(running("a"));
        start();
        var b = api.put(running("b"));
        actors.settle();
        api.removePod("uid-a");
        actors.settle();
        assertThat(told).containsExactly(observed(a), observed(b), gone("a"));
        assertThat(sweeps).hasValue(1);
    }

    @Test
    void aWatchThatWasClosedGoesOnFromTheLastVersionWithoutAList() {
        var feed = start();
        var a = api.put(running("a"));
        actors.settle();
        api.endWatches(new End.Closed());
        var b = api.put(running("b"));
        actors.settle();
        actors.pass(MOMENT);
        assertThat(told).containsExactly(observed(a), observed(b));
        assertThat(api.asked().all(Verb.WATCH_PODS).getLast().body()).isEqualTo(a.resourceVersion());
        assertThat(describe(feed).lists()).isEqualTo(1);
    }

    @Test
    void aBookmarkIsWhereTheNextWatchBegins() {
        start();
        var a = api.put(running("a"));
        api.removePod("uid-a");
        api.bookmark();
        actors.settle();
        api.forgetHistory();
        api.endWatches(new End.Closed());
        actors.settle();
        actors.pass(MOMENT);
        assertThat(told).containsExactly(observed(a), gone("a"));
        assertThat(api.asked().all(Verb.LIST_PODS)).hasSize(1);
        assertThat(api.watching()).isEqualTo(1);
    }

    @Test
    void whenTheHistoryIsGoneTheListTellsTheDifference() {
        List.of("stays", "goes", "ends").forEach(name -> api.put(running(name)));
        start();
        api.endWatches(new End.Closed());
        var goes = api.pod("uid-goes").orElseThrow();
        api.removePod("uid-goes");
        var ended = api.put(SamplePods.with(api.pod("uid-ends").orElseThrow(), SamplePods.status(Phase.FAILED)));
        var comes = api.put(running("comes"));
        api.forgetHistory();
        told.clear();
        actors.settle();
        actors.pass(Duration.ofSeconds(1), Duration.ofMillis(200));
        assertThat(told)
                .as("what an entity knows already is not sent again")
                .containsExactlyInAnyOrder(observed(ended), observed(comes), new PodEvent.Hearsay(goes));
        assertThat(rosters.doubted).as("a list is no proof").containsOnly("uid-goes");
        assertThat(api.asked().all(Verb.LIST_PODS)).hasSize(2);
        assertThat(api.watching()).isEqualTo(1);
    }

    @Test
    void aServerThatEndsEachWatchAtOnceIsNotHammered() {
        start();
        int before = api.asked().all().size();
        for (End end : List.of(new End.Closed(), new End.Expired(), new End.Failed(DOWN))) {
            for (int i = 0; i < 600; i++) {
                api.endWatches(end);
                actors.settle();
                actors.pass(Duration.ofMillis(100));
            }
        }
        assertThat(api.asked().all().size() - before)
                .as("in three minutes, with a question for each watch")
                .isLessThan(60);
    }

    @Test
    void norIsOneThatEndsEachWatchAfterItsFirstEvent() {
        start();
        int before = api.asked().all().size();
        for (int i = 0; i < 600; i++) {
            api.put(running("a"));
            actors.settle();
            api.endWatches(new End.Closed());
            actors.settle();
            actors.pass(Duration.ofMillis(50));
        }
        // At most one for each 200 ms of the 30 s.
        assertThat(api.asked().all().size() - before).isLessThan(170);
        assertThat(told.stream().filter(PodEvent.Observed.class::isInstance)).isNotEmpty();
    }

    /** A watch from a version that is still to come is silent. */
    @Test
    void aStoreThatWasSetBackIsListedAnew() {
        var stays = api.put(running("stays"));
        IntStream.range(0, 10).forEach(version -> api.put(running("later")));
        var feed = start();
        restart(List.of(stays));
        api.put(running("comes"));
        actors.pass(Duration.ofSeconds(2), PodFeed.TICK);
        assertThat(describe(feed).lists()).isEqualTo(2);
        assertThat(rosters.versions).containsKey("uid-comes");
        assertThat(rosters.doubted).contains("uid-later").doesNotContain("uid-stays");
    }

    @Test
    void soItIsWhereTheQuestionHasNoAnswerAtFirst() {
        start();
        api.put(running("later"));
        actors.settle();
        api.asked().fail(Verb.PODS_VERSION, DOWN);
        restart(List.of());
        actors.pass(Duration.ofSeconds(5), PodFeed.TICK);
        api.asked().heal();
        actors.pass(Duration.ofSeconds(15), PodFeed.TICK);
        assertThat(rosters.doubted).contains("uid-later");
    }

    @Test
    void aServerThatComesBackAsItWasIsNotListedAnew() {
        api.put(running("stays"));
        var feed = start();
        restart(api.pods());
        actors.pass(Duration.ofMinutes(1), PodFeed.TICK);
        assertThat(describe(feed).lists()).isOne();
        assertThat(api.asked().all(Verb.PODS_VERSION)).hasSize(1);
    }

    /** With the pods of a backup; where these are all pods, nothing has been lost. */
    private void restart(List<Pod> backup) {
        api.endWatches(new End.Failed(DOWN));
        long version = backup.stream()
                .mapToLong(pod -> Long.parseLong(pod.resourceVersion()))
                .max()
                .orElse(50);
        api.restore(backup, version);
        actors.settle();
    }

    @Test
    void aListThatFailsIsTriedEverMoreRarely() {
        api.asked().failAll(DOWN);
        start();
        actors.pass(Duration.ofHours(1), Duration.ofSeconds(1));
        assertThat(api.asked().all(Verb.LIST_PODS).size()).isBetween(240, 500);
        assertThat(sweeps)
                .as("what runs must not be held against an unknown list")
                .hasValue(0);
        api.put(running("a"));
        api.asked().heal();
        actors.pass(Duration.ofSeconds(15), Duration.ofSeconds(1));
        assertThat(told).hasSize(1);
    }

    @Test
    void aNarrowWatchThatCannotKeepUpBecomesWide() {
        var feed = start();
        for (int i = 0; i < 3; i++) {
            assertThat(describe(feed).wholeCluster()).isFalse();
            api.put(running("p" + i));
            actors.settle();
            api.endWatches(new End.Closed());
            actors.settle();
            actors.pass(MOMENT);
        }
        assertThat(describe(feed)).isEqualTo(new FeedView("n1", true, 3, 1, 4, 3, true, 0));
    }

    @Test
    void whatAHomelessShardLostIsSentToItsNextHomeUnlessItIsOver() {
        var alive = api.put(running("alive"));
        api.put(SamplePods.with(running("over"), SamplePods.status(Phase.SUCCEEDED)));
        var feed = start();
        told.clear();
        rosters.forgetAll();
        int shard = rosters.shards.shardOf("uid-alive");
        actors.tell(feed, new PodFeed.ShardMoved(shard));
        actors.pass(PodFeed.TICK);
        assertThat(told).containsExactly(observed(alive));
    }

    /** The feed begins anew, for a fail-over, say; shards move and members go, and the list takes its time. */
    @Test
    void nothingIsComparedBeforeTheFirstList() {
        var alive = api.put(running("alive"));
        start();
        rosters.digests.clear();
        api.asked().failAll(DOWN);
        var next = start();
        actors.tell(next, new PodFeed.ClusterChanged());
        actors.tell(next, new PodFeed.ShardMoved(rosters.shards.shardOf("uid-alive")));
        actors.pass(Duration.ofSeconds(10), PodFeed.TICK);
        assertThat(rosters.digests).isEmpty();
        assertThat(rosters.doubted).isEmpty();
        rosters.forgetAll();
        told.clear();
        api.asked().heal();
        actors.pass(Duration.ofSeconds(15), PodFeed.TICK);
        assertThat(told).contains(observed(alive));
    }

    @Test
    void aDigestIsSentUntilItHasAnAnswerAndManyChangesCountAsOne() {
        var alive = api.put(running("alive"));
        var feed = start();
        told.clear();
        rosters.digests.clear();
        IntStream.range(0, 5).forEach(i -> actors.tell(feed, new PodFeed.ClusterChanged()));
        rosters.forgetAll();
        cut.set(true);
        actors.pass(Duration.ofSeconds(3), PodFeed.TICK);
        cut.set(false);
        actors.pass(Duration.ofSeconds(1), PodFeed.TICK);
        assertThat(told).containsExactly(observed(alive));
        rosters.digests.clear();
        actors.pass(Duration.ofMinutes(20), PodFeed.TICK);
        assertThat(rosters.digests).as("in the calm").isEmpty();
    }

    @Test
    void aDeletionWhoseMessageWasLostIsToldAgain() {
        api.put(running("a"));
        var feed = start();
        cut.set(true);
        api.removePod("uid-a");
        actors.settle();
        cut.set(false);
        assertThat(rosters.versions).containsKey("uid-a");
        actors.tell(feed, new PodFeed.ShardMoved(rosters.shards.shardOf("uid-a")));
        actors.pass(PodFeed.TICK);
        assertThat(told).contains(gone("a"));
    }

    @Test
    void anAbsenceIsConfirmedOnceAllShardsHaveAnsweredAndNotWhileTheListHasThePod() {
        var there = api.put(running("there"));
        var feed = start();
        actors.tell(feed, new PodFeed.Confirm(SamplePods.id("gone")));
        assertThat(told).contains(gone("gone"));
        told.clear();
        actors.tell(feed, new PodFeed.Confirm(there.id()));
        assertThat(told).isEmpty();
        actors.pass(Duration.ofSeconds(5), PodFeed.TICK);
        actors.tell(feed, new PodFeed.Confirm(there.id()));
        assertThat(api.asked().all(Verb.LIST_PODS))
                .as("a read that contradicts the list has it made anew")
                .hasSize(2);
        assertThat(api.watching()).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void whenManyPodsAreMissingAtOnceNoneIsEndedUntilListsAgree() {
        IntStream.range(0, 20).forEach(i -> api.put(running("p" + i)));
        var feed = start();
        api.endWatches(new End.Closed());
        IntStream.range(0, 12).forEach(i -> api.removePod("uid-p" + i));
        api.forgetHistory();
        told.clear();
        actors.settle();
        actors.pass(Duration.ofSeconds(2), PodFeed.TICK);
        IntStream.range(0, 12).forEach(i -> actors.tell(feed, new PodFeed.Confirm(SamplePods.id("p" + i))));
        assertThat(gone()).as("twelve of twenty").isEmpty();
        assertThat(describe(feed).heldAbsences()).isEqualTo(12);
        actors.pass(Duration.ofMinutes(6), Duration.ofSeconds(1));
        actors.pass(Duration.ofMinutes(6), PodFeed.TICK);
        assertThat(gone()).hasSize(12).contains(gone("p0"), gone("p11"));
        assertThat(describe(feed).heldAbsences()).isZero();
    }

    @Test
    void podsThatWereOverMayBeMissingByTheHundred() {
        IntStream.range(0, 20)
                .forEach(i -> api.put(SamplePods.with(running("p" + i), SamplePods.status(Phase.SUCCEEDED))));
        var feed = start();
        api.endWatches(new End.Closed());
        IntStream.range(0, 12).forEach(i -> api.removePod("uid-p" + i));
        api.forgetHistory();
        actors.settle();
        actors.pass(Duration.ofSeconds(2), PodFeed.TICK);
        assertThat(told.stream().filter(PodEvent.Hearsay.class::isInstance)).hasSize(12);
        IntStream.range(0, 12).forEach(i -> actors.tell(feed, new PodFeed.Confirm(SamplePods.id("p" + i))));
        assertThat(gone()).hasSize(12);
    }

    @Test
    void aPersonsWordReleasesWhatIsHeld() {
        IntStream.range(0, 20).forEach(i -> api.put(running("p" + i)));
        var feed = start();
        api.endWatches(new End.Closed());
        IntStream.range(0, 12).forEach(i -> api.removePod("uid-p" + i));
        api.forgetHistory();
        told.clear();
        actors.pass(Duration.ofSeconds(2), PodFeed.TICK);
        actors.tell(feed, new PodFeed.Confirm(SamplePods.id("p0")));
        assertThat(gone()).isEmpty();
        actors.tell(feed, new PodFeed.ReleaseAbsences());
        assertThat(gone()).containsExactly(gone("p0"));
        actors.tell(feed, new PodFeed.Confirm(SamplePods.id("p1")));
        assertThat(gone()).containsExactly(gone("p0"), gone("p1"));
    }

    /** It may have been made, ended and removed since by an entity elsewhere, of which a silent watch does not tell. */
    @Test
    void aPodThatNeverRanIsHearsayToWhoDidNotHearOfItAtOnce() {
        var listed = api.put(SamplePods.pod("listed"));
        start();
        var watched = api.put(SamplePods.pod("watched"));
        actors.settle();
        assertThat(told).containsExactly(new PodEvent.Hearsay(listed), observed(watched));
    }

    @Test
    void thousandsOfManifestsAreSentInPiecesAndAllArrive() {
        IntStream.range(0, 3000).forEach(i -> api.put(running("p" + i)));
        start();
        actors.pass(Duration.ofSeconds(2), PodFeed.TICK);
        assertThat(rosters.versions).hasSize(3000);
        assertThat(told).as("each once").hasSize(3000);
    }

    @Test
    void theEndOfAPodIsShownOnceAndARemovedOneThatIsOverWakesNobody() {
        start();
        var a = api.put(running("a"));
        var over = api.put(SamplePods.with(a, SamplePods.status(Phase.SUCCEEDED)));
        api.put(SamplePods.with(over, SamplePods.status(Phase.SUCCEEDED)));
        actors.settle();
        assertThat(told).containsExactly(observed(a), observed(over));
        var asked = api.askForDeletion("uid-a", actors.clock().instant(), Duration.ZERO);
        api.removePod("uid-a");
        actors.settle();
        assertThat(told).containsExactly(observed(a), observed(over), observed(asked));
    }

    @Test
    void whatRunsAndIsNotWantedGoesToItsEntity() {
        api.put(running("wanted"));
        var feed = start();
        told.clear();
        var orphan = SamplePods.report("orphan", "10.0.0.1");
        actors.tell(feed, new PodFeed.Found(List.of(SamplePods.report("wanted", "10.0.0.2"), orphan)));
        assertThat(told).containsExactly(new PodEvent.Reported(orphan));
    }

    @Test
    void itsEndClosesTheWatch() {
        var feed = start();
        assertThat(api.watching()).isEqualTo(1);
        actors.kill(feed);
        assertThat(api.watching()).isZero();
    }

    private ActorRef<Object> start() {
        var settings = new FeedSettings(
                "n1",
                WatchScope.AUTO,
                RESYNC,
                Duration.ofMillis(200),
                RESYNC,
                Duration.ofMillis(200),
                Duration.ofSeconds(15),
                0.2,
                5);
        var services = new FeedServices(api, rosters, rosters.shards, rosters, sweeps::incrementAndGet);
        var feed = actors.start(PodFeed.Command.class, PodFeed.create(services, settings));
        actors.pass(PodFeed.TICK);
        return feed;
    }

    /** A pod that has run is looked for; of one that has not the feed does not say more than that it was there. */
    private static Pod running(String name) {
        return SamplePods.with(SamplePods.pod(name), SamplePods.status(Phase.RUNNING));
    }

    private FeedView describe(ActorRef<Object> feed) {
        var inbox = TestInbox.<FeedView>create();
        actors.tell(feed, new PodFeed.Describe(inbox.getRef()));
        return inbox.receiveMessage();
    }

    private static PodEvent observed(Pod pod) {
        return new PodEvent.Observed(pod);
    }

    private List<PodEvent> gone() {
        return told.stream().filter(PodEvent.Gone.class::isInstance).toList();
    }

    private static PodEvent gone(String name) {
        return new PodEvent.Gone(SamplePods.id(name));
    }
}
