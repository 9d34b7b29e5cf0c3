package io.podbridge.core.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.QuietActors;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeKubeApi;
import io.podbridge.core.lifecycle.protocol.LifecycleSettings;
import io.podbridge.core.roster.Digest;
import io.podbridge.core.roster.EntityIndex;
import io.podbridge.core.roster.Known;
import io.podbridge.core.roster.PodShards;
import io.podbridge.core.roster.RosterAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardRosterTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final LifecycleSettings LIFECYCLE =
            new LifecycleSettings(SECOND, SECOND, SECOND, SECOND, SECOND, "10.0.0.1", false);

    private final QuietActors actors = new QuietActors();
    private final EntityIndex index = new EntityIndex(new PodShards(1));
    private final List<CompletableFuture<ApiResult<String>>> asked = new ArrayList<>();
    private final TestInbox<RosterAnswer> feed = TestInbox.create();
    private final TestInbox<Object> nobody = TestInbox.create();
    private final ActorRef<Object> roster = actors.start(PodCommand.class, ShardRoster.create(0, services()));

    @AfterEach
    void shutDown() {
        actors.close();
    }

    @Test
    void itsArrivalIsAskedForOnceAndAgainOnlyIfNobodySaid() {
        assertThat(asked).hasSize(1);
        compare(Map.of());
        assertThat(asked).as("still under way").hasSize(1);
        answer(ApiResult.not(new ApiResult.Unavailable("no", Optional.empty())));
        assertThat(index.hasArrived(0)).isFalse();
        compare(Map.of());
        assertThat(asked).hasSize(2);
        answer(ApiResult.ok("7"));
        assertThat(index.hasArrived(0)).isTrue();
        compare(Map.of());
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatArrivesIsSaidAtOnceAndOnlyOnce() {
        compare(Map.of("a", "1"));
        assertThat(feed.receiveMessage().missing()).containsExactly("a");
        actors.pass(ShardRoster.LOOK);
        assertThat(feed.hasMessages()).isFalse();
        index.hold("a", new Known.Holding("1", false));
        actors.pass(ShardRoster.LOOK);
        assertThat(feed.receiveMessage().settled()).isTrue();
        actors.pass(SECOND, ShardRoster.LOOK);
        assertThat(feed.hasMessages()).isFalse();
    }

    @Test
    void aDigestThatIsNotRepeatedIsGivenUp() {
        compare(Map.of("a", "1"));
        actors.pass(SECOND.multipliedBy(3), ShardRoster.LOOK);
        index.hold("a", new Known.Holding("1", false));
        feed.getAllReceived();
        actors.pass(SECOND, ShardRoster.LOOK);
        assertThat(feed.hasMessages()).as("its feed is gone").isFalse();
    }

    private void compare(Map<String, String> wanted) {
        actors.tell(roster, new PodCommand.Compare(new Digest(0, 1, "50", wanted, Map.of(), Map.of(), feed.getRef())));
    }

    private void answer(ApiResult<String> version) {
        asked.getLast().complete(version);
        actors.settle();
    }

    private PodServices services() {
        return new PodServices(
                LIFECYCLE,
                actors.clock(),
                actors.clock(),
                () -> 0,
                new FakeKubeApi("n1"),
                nobody.getRef().narrow(),
                nobody.getRef().narrow(),
                nobody.getRef().narrow(),
                (uid, event) -> {},
                index,
                new VersionProbe(() -> {
                    asked.add(new CompletableFuture<>());
                    return asked.getLast();
                }),
                new FakeNode(),
                "here");
    }
}
