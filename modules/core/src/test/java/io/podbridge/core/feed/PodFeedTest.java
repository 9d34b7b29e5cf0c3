package io.podbridge.core.feed;

import static io.podbridge.core.feed.FeedScene.DOWN;
import static io.podbridge.core.feed.FeedScene.gone;
import static io.podbridge.core.feed.FeedScene.observed;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.PodWatchListener.End;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.SamplePods;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PodFeedTest {
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final FeedScene scene = new FeedScene();

    @AfterEach
    void shutDown() {
        scene.close();
    }

    @Test
    void showsWhatIsListedAndWhatChanges() {
        var a = scene.api.put(FeedScene.running("a"));
        scene.start();
        var b = scene.api.put(FeedScene.running("b"));
        scene.actors.settle();
        scene.api.removePod("uid-a");
        scene.actors.settle();
        assertThat(scene.told).containsExactly(observed(a), observed(b), gone("a"));
        assertThat(scene.sweeps).hasValue(1);
    }

    @Test
    void aWatchThatWasClosedGoesOnFromTheLastVersionWithoutAList() {
        var feed = scene.start();
        var a = scene.api.put(FeedScene.running("a"));
        scene.actors.settle();
        scene.api.endWatches(new End.Closed());
        var b = scene.api.put(FeedScene.running("b"));
        scene.actors.settle();
        scene.actors.pass(MOMENT);
        assertThat(scene.told).containsExactly(observed(a), observed(b));
        assertThat(scene.api.asked().all(Verb.WATCH_PODS).getLast().body()).isEqualTo(a.resourceVersion());
        assertThat(scene.describe(feed).lists()).isEqualTo(1);
    }

    @Test
    void aBookmarkIsWhereTheNextWatchBegins() {
        scene.start();
        var a = scene.api.put(FeedScene.running("a"));
        scene.api.removePod("uid-a");
        scene.api.bookmark();
        scene.actors.settle();
        scene.api.forgetHistory();
        scene.api.endWatches(new End.Closed());
        scene.actors.settle();
        scene.actors.pass(MOMENT);
        assertThat(scene.told).containsExactly(observed(a), gone("a"));
        assertThat(scene.api.asked().all(Verb.LIST_PODS)).hasSize(1);
        assertThat(scene.api.watching()).isEqualTo(1);
    }

    @Test
    void whenTheHistoryIsGoneTheListTellsTheDifference() {
        List.of("stays", "goes", "ends").forEach(name -> scene.api.put(FeedScene.running(name)));
        scene.start();
        scene.api.endWatches(new End.Closed());
        var goes = scene.api.pod("uid-goes").orElseThrow();
        scene.api.removePod("uid-goes");
        var ended = scene.api.put(
                SamplePods.with(scene.api.pod("uid-ends").orElseThrow(), SamplePods.status(Phase.FAILED)));
        var comes = scene.api.put(FeedScene.running("comes"));
        scene.api.forgetHistory();
        scene.told.clear();
        scene.actors.settle();
        scene.actors.pass(Duration.ofSeconds(1), Duration.ofMillis(200));
        assertThat(scene.told)
                .as("what an entity knows already is not sent again")
                .containsExactlyInAnyOrder(observed(ended), observed(comes), new PodEvent.Hearsay(goes));
        assertThat(scene.rosters.doubted).as("a list is no proof").containsOnly("uid-goes");
        assertThat(scene.api.asked().all(Verb.LIST_PODS)).hasSize(2);
        assertThat(scene.api.watching()).isEqualTo(1);
    }

    @Test
    void aServerThatEndsEachWatchAtOnceIsNotHammered() {
        scene.start();
        int before = scene.api.asked().all().size();
        for (End end : List.of(new End.Closed(), new End.Expired(), new End.Failed(DOWN))) {
            for (int i = 0; i < 600; i++) {
                scene.api.endWatches(end);
                scene.actors.settle();
                scene.actors.pass(Duration.ofMillis(100));
            }
        }
        assertThat(scene.api.asked().all().size() - before)
                .as("in three minutes, with a question for each watch")
                .isLessThan(60);
    }

    @Test
    void norIsOneThatEndsEachWatchAfterItsFirstEvent() {
        scene.start();
        int before = scene.api.asked().all().size();
        for (int i = 0; i < 600; i++) {
            scene.api.put(FeedScene.running("a"));
            scene.actors.settle();
            scene.api.endWatches(new End.Closed());
            scene.actors.settle();
            scene.actors.pass(Duration.ofMillis(50));
        }
        // At most one for each 200 ms of the 30 s.
        assertThat(scene.api.asked().all().size() - before).isLessThan(170);
        assertThat(scene.told.stream().filter(PodEvent.Observed.class::isInstance))
                .isNotEmpty();
    }

    /** A watch from a version that is still to come is silent. */
    @Test
    void aStoreThatWasSetBackIsListedAnew() {
        var stays = scene.api.put(FeedScene.running("stays"));
        IntStream.range(0, 10).forEach(version -> scene.api.put(FeedScene.running("later")));
        var feed = scene.start();
        restart(List.of(stays));
        scene.api.put(FeedScene.running("comes"));
        scene.actors.pass(Duration.ofSeconds(2), PodFeed.TICK);
        assertThat(scene.describe(feed).lists()).isEqualTo(2);
        assertThat(scene.rosters.versions).containsKey("uid-comes");
        assertThat(scene.rosters.doubted).contains("uid-later").doesNotContain("uid-stays");
    }

    @Test
    void soItIsWhereTheQuestionHasNoAnswerAtFirst() {
        scene.start();
        scene.api.put(FeedScene.running("later"));
        scene.actors.settle();
        scene.api.asked().fail(Verb.PODS_VERSION, DOWN);
        restart(List.of());
        scene.actors.pass(Duration.ofSeconds(5), PodFeed.TICK);
        scene.api.asked().heal();
        scene.actors.pass(Duration.ofSeconds(15), PodFeed.TICK);
        assertThat(scene.rosters.doubted).contains("uid-later");
    }

    @Test
    void aServerThatComesBackAsItWasIsNotListedAnew() {
        scene.api.put(FeedScene.running("stays"));
        var feed = scene.start();
        restart(scene.api.pods());
        scene.actors.pass(Duration.ofMinutes(1), PodFeed.TICK);
        assertThat(scene.describe(feed).lists()).isOne();
        assertThat(scene.api.asked().all(Verb.PODS_VERSION)).hasSize(1);
    }

    /** With the pods of a backup; where these are all pods, nothing has been lost. */
    private void restart(List<Pod> backup) {
        scene.api.endWatches(new End.Failed(DOWN));
        long version = backup.stream()
                .mapToLong(pod -> Long.parseLong(pod.resourceVersion()))
                .max()
                .orElse(50);
        scene.api.restore(backup, version);
        scene.actors.settle();
    }

    @Test
    void aListThatFailsIsTriedEverMoreRarely() {
        scene.api.asked().failAll(DOWN);
        scene.start();
        scene.actors.pass(Duration.ofHours(1), Duration.ofSeconds(1));
        assertThat(scene.api.asked().all(Verb.LIST_PODS).size()).isBetween(240, 500);
        assertThat(scene.sweeps)
                .as("what runs must not be held against an unknown list")
                .hasValue(0);
        scene.api.put(FeedScene.running("a"));
        scene.api.asked().heal();
        scene.actors.pass(Duration.ofSeconds(15), Duration.ofSeconds(1));
        assertThat(scene.told).hasSize(1);
    }

    @Test
    void aNarrowWatchThatCannotKeepUpBecomesWide() {
        var feed = scene.start();
        for (int i = 0; i < 3; i++) {
            assertThat(scene.describe(feed).wholeCluster()).isFalse();
            scene.api.put(FeedScene.running("p" + i));
            scene.actors.settle();
            scene.api.endWatches(new End.Closed());
            scene.actors.settle();
            scene.actors.pass(MOMENT);
        }
        assertThat(scene.describe(feed)).isEqualTo(new FeedView("n1", true, 3, 1, 4, 3, true, 0));
    }

    @Test
    void theEndOfAPodIsShownOnceAndARemovedOneThatIsOverWakesNobody() {
        scene.start();
        var a = scene.api.put(FeedScene.running("a"));
        var over = scene.api.put(SamplePods.with(a, SamplePods.status(Phase.SUCCEEDED)));
        scene.api.put(SamplePods.with(over, SamplePods.status(Phase.SUCCEEDED)));
        scene.actors.settle();
        assertThat(scene.told).containsExactly(observed(a), observed(over));
        var asked = scene.api.askForDeletion("uid-a", scene.actors.clock().instant(), Duration.ZERO);
        scene.api.removePod("uid-a");
        scene.actors.settle();
        assertThat(scene.told).containsExactly(observed(a), observed(over), observed(asked));
    }

    @Test
    void whatRunsAndIsNotWantedGoesToItsEntity() {
        scene.api.put(FeedScene.running("wanted"));
        var feed = scene.start();
        scene.told.clear();
        var orphan = SamplePods.report("orphan", "10.0.0.1");
        scene.actors.tell(feed, new PodFeed.Found(List.of(SamplePods.report("wanted", "10.0.0.2"), orphan)));
        assertThat(scene.told).containsExactly(new PodEvent.Reported(orphan));
    }

    @Test
    void itsEndClosesTheWatch() {
        var feed = scene.start();
        assertThat(scene.api.watching()).isEqualTo(1);
        scene.actors.kill(feed);
        assertThat(scene.api.watching()).isZero();
    }
}
