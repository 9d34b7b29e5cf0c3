package io.podbridge.core.feed;

import io.podbridge.core.QuietActors;
import io.podbridge.core.feed.FeedSettings.WatchScope;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.SamplePods;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;

/** A feed, the API server that it lists and watches, and the rosters and entities that it tells. */
final class FeedScene {
    static final ApiResult.Unavailable DOWN = new ApiResult.Unavailable("down", Optional.empty());

    private static final Duration RESYNC = Duration.ofHours(2);

    final QuietActors actors = new QuietActors();
    final FakeKubeApi api = new FakeKubeApi("n1");
    final AtomicBoolean cut = new AtomicBoolean();
    final FakeRosters rosters = new FakeRosters(4, cut::get);
    final List<PodEvent> told = rosters.told;
    final AtomicInteger sweeps = new AtomicInteger();

    void close() {
        actors.close();
    }

    ActorRef<Object> start() {
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

    FeedView describe(ActorRef<Object> feed) {
        var inbox = TestInbox.<FeedView>create();
        actors.tell(feed, new PodFeed.Describe(inbox.getRef()));
        return inbox.receiveMessage();
    }

    /** A pod that has run is looked for; of one that has not the feed does not say more than that it was there. */
    static Pod running(String name) {
        return SamplePods.with(SamplePods.pod(name), SamplePods.status(Phase.RUNNING));
    }

    static PodEvent observed(Pod pod) {
        return new PodEvent.Observed(pod);
    }

    List<PodEvent> ends() {
        return told.stream().filter(PodEvent.Gone.class::isInstance).toList();
    }

    static PodEvent gone(String name) {
        return new PodEvent.Gone(SamplePods.id(name));
    }
}
