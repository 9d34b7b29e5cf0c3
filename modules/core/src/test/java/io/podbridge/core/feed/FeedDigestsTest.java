package io.podbridge.core.feed;

import static io.podbridge.core.feed.FeedScene.DOWN;
import static io.podbridge.core.feed.FeedScene.observed;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.SamplePods;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the feed has the rosters compare, and when. */
class FeedDigestsTest {
    private final FeedScene scene = new FeedScene();

    @AfterEach
    void shutDown() {
        scene.close();
    }

    @Test
    void whatAHomelessShardLostIsSentToItsNextHomeUnlessItIsOver() {
        var alive = scene.api.put(FeedScene.running("alive"));
        scene.api.put(SamplePods.with(FeedScene.running("over"), SamplePods.status(Phase.SUCCEEDED)));
        var feed = scene.start();
        scene.told.clear();
        scene.rosters.forgetAll();
        int shard = scene.rosters.shards.shardOf("uid-alive");
        scene.actors.tell(feed, new PodFeed.ShardMoved(shard));
        scene.actors.pass(PodFeed.TICK);
        assertThat(scene.told).containsExactly(observed(alive));
    }

    /** The feed begins anew, for a fail-over, say; shards move and members go, and the list takes its time. */
    @Test
    void nothingIsComparedBeforeTheFirstList() {
        var alive = scene.api.put(FeedScene.running("alive"));
        scene.start();
        scene.rosters.digests.clear();
        scene.api.asked().failAll(DOWN);
        var next = scene.start();
        scene.actors.tell(next, new PodFeed.ClusterChanged());
        scene.actors.tell(next, new PodFeed.ShardMoved(scene.rosters.shards.shardOf("uid-alive")));
        scene.actors.pass(Duration.ofSeconds(10), PodFeed.TICK);
        assertThat(scene.rosters.digests).isEmpty();
        assertThat(scene.rosters.doubted).isEmpty();
        scene.rosters.forgetAll();
        scene.told.clear();
        scene.api.asked().heal();
        scene.actors.pass(Duration.ofSeconds(15), PodFeed.TICK);
        assertThat(scene.told).contains(observed(alive));
    }

    @Test
    void aDigestIsSentUntilItHasAnAnswerAndManyChangesCountAsOne() {
        var alive = scene.api.put(FeedScene.running("alive"));
        var feed = scene.start();
        scene.told.clear();
        scene.rosters.digests.clear();
        IntStream.range(0, 5).forEach(i -> scene.actors.tell(feed, new PodFeed.ClusterChanged()));
        scene.rosters.forgetAll();
        scene.cut.set(true);
        scene.actors.pass(Duration.ofSeconds(3), PodFeed.TICK);
        scene.cut.set(false);
        scene.actors.pass(Duration.ofSeconds(1), PodFeed.TICK);
        assertThat(scene.told).containsExactly(observed(alive));
        scene.rosters.digests.clear();
        scene.actors.pass(Duration.ofMinutes(20), PodFeed.TICK);
        assertThat(scene.rosters.digests).as("in the calm").isEmpty();
    }

    /** It may have been made, ended and removed since by an entity elsewhere, of which a silent watch does not tell. */
    @Test
    void aPodThatNeverRanIsHearsayToWhoDidNotHearOfItAtOnce() {
        var listed = scene.api.put(SamplePods.pod("listed"));
        scene.start();
        var watched = scene.api.put(SamplePods.pod("watched"));
        scene.actors.settle();
        assertThat(scene.told).containsExactly(new PodEvent.Hearsay(listed), FeedScene.observed(watched));
    }

    @Test
    void thousandsOfManifestsAreSentInPiecesAndAllArrive() {
        IntStream.range(0, 3000).forEach(i -> scene.api.put(FeedScene.running("p" + i)));
        scene.start();
        scene.actors.pass(Duration.ofSeconds(2), PodFeed.TICK);
        assertThat(scene.rosters.versions).hasSize(3000);
        assertThat(scene.told).as("each once").hasSize(3000);
    }
}
