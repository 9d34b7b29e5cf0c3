package io.podbridge.core.feed;

import static io.podbridge.core.feed.FeedScene.gone;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.PodWatchListener.End;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.SamplePods;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods that the API server does not have any more: which of them are ended, and when. */
class MissingPodsTest {
    private final FeedScene scene = new FeedScene();

    @AfterEach
    void shutDown() {
        scene.close();
    }

    @Test
    void aDeletionWhoseMessageWasLostIsToldAgain() {
        scene.api.put(FeedScene.running("a"));
        var feed = scene.start();
        scene.cut.set(true);
        scene.api.removePod("uid-a");
        scene.actors.settle();
        scene.cut.set(false);
        assertThat(scene.rosters.versions).containsKey("uid-a");
        scene.actors.tell(feed, new PodFeed.ShardMoved(scene.rosters.shards.shardOf("uid-a")));
        scene.actors.pass(PodFeed.TICK);
        assertThat(scene.told).contains(gone("a"));
    }

    @Test
    void anAbsenceIsConfirmedOnceAllShardsHaveAnsweredAndNotWhileTheListHasThePod() {
        var there = scene.api.put(FeedScene.running("there"));
        var feed = scene.start();
        scene.actors.tell(feed, new PodFeed.Confirm(SamplePods.id("gone")));
        assertThat(scene.told).contains(gone("gone"));
        scene.told.clear();
        scene.actors.tell(feed, new PodFeed.Confirm(there.id()));
        assertThat(scene.told).isEmpty();
        scene.actors.pass(Duration.ofSeconds(5), PodFeed.TICK);
        scene.actors.tell(feed, new PodFeed.Confirm(there.id()));
        assertThat(scene.api.asked().all(Verb.LIST_PODS))
                .as("a read that contradicts the list has it made anew")
                .hasSize(2);
        assertThat(scene.api.watching()).isEqualTo(1);
        assertThat(scene.told).isEmpty();
    }

    /** A feed whose last list has eight of the twenty pods that the one before had. */
    private ActorRef<Object> twelveOfTwentyAreMissing(PodStatus status) {
        IntStream.range(0, 20).forEach(i -> scene.api.put(SamplePods.with(FeedScene.running("p" + i), status)));
        var feed = scene.start();
        scene.api.endWatches(new End.Closed());
        IntStream.range(0, 12).forEach(i -> scene.api.removePod("uid-p" + i));
        scene.api.forgetHistory();
        scene.told.clear();
        scene.actors.settle();
        scene.actors.pass(Duration.ofSeconds(2), PodFeed.TICK);
        return feed;
    }

    private void confirmTwelve(ActorRef<Object> feed) {
        IntStream.range(0, 12).forEach(i -> scene.actors.tell(feed, new PodFeed.Confirm(SamplePods.id("p" + i))));
    }

    @Test
    void whenManyPodsAreMissingAtOnceNoneIsEndedUntilListsAgree() {
        var feed = twelveOfTwentyAreMissing(SamplePods.status(Phase.RUNNING));
        confirmTwelve(feed);
        assertThat(scene.ends()).as("twelve of twenty").isEmpty();
        assertThat(scene.describe(feed).heldAbsences()).isEqualTo(12);
        scene.actors.pass(Duration.ofMinutes(6), Duration.ofSeconds(1));
        scene.actors.pass(Duration.ofMinutes(6), PodFeed.TICK);
        assertThat(scene.ends()).hasSize(12).contains(gone("p0"), gone("p11"));
        assertThat(scene.describe(feed).heldAbsences()).isZero();
    }

    @Test
    void podsThatWereOverMayBeMissingByTheHundred() {
        var feed = twelveOfTwentyAreMissing(SamplePods.status(Phase.SUCCEEDED));
        assertThat(scene.told.stream().filter(PodEvent.Hearsay.class::isInstance))
                .hasSize(12);
        confirmTwelve(feed);
        assertThat(scene.ends()).hasSize(12);
    }

    @Test
    void aPersonsWordReleasesWhatIsHeld() {
        var feed = twelveOfTwentyAreMissing(SamplePods.status(Phase.RUNNING));
        scene.actors.tell(feed, new PodFeed.Confirm(SamplePods.id("p0")));
        assertThat(scene.ends()).isEmpty();
        scene.actors.tell(feed, new PodFeed.ReleaseAbsences());
        assertThat(scene.ends()).containsExactly(gone("p0"));
        scene.actors.tell(feed, new PodFeed.Confirm(SamplePods.id("p1")));
        assertThat(scene.ends()).containsExactly(gone("p0"), gone("p1"));
    }
}
