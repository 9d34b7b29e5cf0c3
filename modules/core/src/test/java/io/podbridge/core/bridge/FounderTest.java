package io.podbridge.core.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.QuietActors;
import io.podbridge.core.cluster.Joining;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.FakeKubeApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FounderTest {
    private static final String PATH = FoundingLease.collection("ns") + "/podbridge-founder-n1";
    private static final Set<String> PLACES = Set.of("h1:1", "h2:2", "h3:3");
    private static final Duration STEP = Duration.ofSeconds(1);

    private final QuietActors actors = new QuietActors();
    private final FakeKubeApi api = new FakeKubeApi("n1");
    private final AtomicBoolean mayLive = new AtomicBoolean();
    private final AtomicReference<Mandate> mandate = new AtomicReference<>(new Mandate.Held());
    private final FakeJoining one = new FakeJoining();
    private final FakeJoining two = new FakeJoining();

    @AfterEach
    void shutDown() {
        actors.close();
    }

    @Test
    void ofTwoThatFindNoLeaseOneFoundsAndTheOtherFollows() {
        api.asked().hold(Verb.CREATE);
        start(one, "h1:1#1");
        start(two, "h2:2#1");
        assertThat(api.asked().all(Verb.CREATE)).hasSize(2);
        api.asked().release();
        actors.settle();
        actors.pass(Duration.ofSeconds(5), STEP);
        assertThat(one.founded.get() + two.founded.get()).isEqualTo(1);
        assertThat((one.founded.get() == 1 ? two : one).followed.get()).isPositive();
        assertThat(lease().bridge()).contains("blue");
    }

    /** Both have read that it is free; the version lets one of them through. */
    @Test
    void ofTwoThatWinByAStaleReadOneDoes() {
        put(new FoundingLease(Optional.of("blue"), Optional.empty(), PLACES, "", ""));
        api.asked().hold(Verb.REPLACE);
        start(one, "h1:1#1");
        start(two, "h2:2#1");
        assertThat(api.asked().all(Verb.REPLACE)).hasSize(2);
        api.asked().release();
        actors.settle();
        actors.pass(Duration.ofSeconds(5), STEP);
        assertThat(one.founded.get() + two.founded.get()).isEqualTo(1);
    }

    @Test
    void aFounderThatDiesBeforeItHasFoundedIsReplaced() {
        ActorRef<Object> first = start(one, "h1:1#1");
        start(two, "h2:2#1");
        actors.pass(Duration.ofSeconds(20), STEP);
        assertThat(two.founded.get()).isZero();
        actors.kill(first);
        actors.pass(Founder.DURATION.minusSeconds(3), STEP);
        assertThat(two.founded.get()).isZero();
        actors.pass(Duration.ofSeconds(6), STEP);
        assertThat(two.founded.get()).isEqualTo(1);
        assertThat(lease().holder()).isEqualTo("h2:2#1");
    }

    @Test
    void whoStartsAgainAtTheSameAddressNeedNotWait() {
        put(new FoundingLease(Optional.of("blue"), Optional.empty(), PLACES, "h1:1#1", ""));
        start(one, "h1:1#2");
        assertThat(one.founded.get()).isEqualTo(1);
    }

    /** Pekko begins to wait for the other seeds' answers anew each time. */
    @Test
    void theFounderIsToldOnceAndTheOthersAskAgainAndAgain() {
        start(one, "h1:1#1");
        start(two, "h2:2#1");
        actors.pass(Duration.ofMinutes(1), STEP);
        assertThat(one.founded.get()).isEqualTo(1);
        assertThat(one.followed.get()).isZero();
        assertThat(two.followed.get()).isGreaterThan(20);
    }

    @Test
    void nobodyFoundsBesideAClusterThatMayLive() {
        mayLive.set(true);
        start(one, "h1:1#1");
        actors.pass(Duration.ofMinutes(1), STEP);
        assertThat(one.founded.get()).isZero();
        assertThat(one.followed.get()).isPositive();
        mayLive.set(false);
        actors.pass(Founder.PACE, STEP);
        assertThat(one.founded.get()).isEqualTo(1);
    }

    @Test
    void whileTheApiServerIsAwayTheSeedsAreAskedAndNobodyFounds() {
        api.asked().failAll(new ApiResult.Unavailable("no connection", Optional.empty()));
        start(one, "h1:1#1");
        actors.pass(Duration.ofMinutes(1), STEP);
        assertThat(one.founded.get()).isZero();
        assertThat(one.followed.get()).isGreaterThan(20);
        api.asked().heal();
        actors.pass(Founder.PACE, STEP);
        assertThat(one.founded.get()).isEqualTo(1);
    }

    @Test
    void onceUpTheLeaseIsGivenBackAndThenLeftAlone() {
        start(one, "h1:1#1");
        one.up();
        actors.pass(Duration.ofSeconds(4), STEP);
        assertThat(lease().holder()).isEmpty();
        int writes = api.asked().all(Verb.REPLACE).size();
        actors.pass(Duration.ofMinutes(10), STEP);
        assertThat(api.asked().all(Verb.REPLACE)).hasSize(writes);
    }

    @Test
    void aLeaseThatSomebodyEditedOrDeletedIsPutRight() {
        start(one, "h1:1#1");
        one.up();
        actors.pass(Duration.ofSeconds(4), STEP);
        put(new FoundingLease(Optional.of("red"), Optional.of("green"), Set.of(), "", ""));
        actors.pass(Founder.UPKEEP, STEP);
        assertThat(lease().bridge()).contains("blue");
        assertThat(lease().key()).contains("blue");
        assertThat(lease().places()).isEqualTo(PLACES);
        api.remove(PATH);
        actors.pass(Founder.UPKEEP, STEP);
        assertThat(lease().bridge()).contains("blue");
        assertThat(lease().holder()).isEmpty();
    }

    /** Another bridge may have taken the node over: then the Lease is no longer ours to put right. */
    @Test
    void withoutAMandateNothingIsPutRight() {
        start(one, "h1:1#1");
        one.up();
        actors.pass(Duration.ofSeconds(4), STEP);
        mandate.set(new Mandate.Suspended("cut off"));
        put(new FoundingLease(Optional.of("red"), Optional.empty(), Set.of("h9:9"), "", ""));
        actors.pass(Duration.ofMinutes(5), STEP);
        assertThat(lease().bridge()).contains("red");
    }

    @Test
    void theLeaseOfAnotherBridgeEndsTheReplica() {
        put(new FoundingLease(Optional.of("red"), Optional.empty(), PLACES, "", ""));
        start(one, "h1:1#1");
        assertThat(one.exits).singleElement().asString().contains("red", "blue", "podbridge.node.take-over = red");
        assertThat(one.founded.get()).isZero();
    }

    /** Whatever somebody wrote there, it is an object of JSON. */
    @Test
    void whatCannotBeAnIdentityCountsAsMissing() {
        var json = (ObjectNode) JsonMapper.shared()
                .readTree("{\"metadata\":{\"annotations\":{\"podbridge.io/bridge\":\"not one!\","
                        + "\"podbridge.io/seeds\":7}},\"spec\":[]}");
        var lease = FoundingLease.of(new ApiObject("u", "1", json));
        assertThat(lease).isEqualTo(new FoundingLease(Optional.empty(), Optional.empty(), Set.of(), "", "1"));
    }

    private ActorRef<Object> start(FakeJoining joining, String self) {
        var terms = new FoundingTerms("ns", "n1", "blue", "blue", PLACES, self, true, Optional.empty());
        return actors.start(
                Founder.Command.class,
                Founder.create(
                        api,
                        terms,
                        joining,
                        () -> CompletableFuture.completedFuture(mayLive.get()),
                        mandate::get,
                        actors.clock(),
                        () -> actors.clock().instant().toEpochMilli() * 1_000_000));
    }

    private void put(FoundingLease lease) {
        JsonNode json = JsonMapper.shared()
                .readTree(lease.created(
                        "podbridge-founder-n1", "ns", 15, actors.clock().instant()));
        api.put(PATH, json);
    }

    private FoundingLease lease() {
        JsonNode json = api.object(PATH).orElseThrow();
        return FoundingLease.of(new ApiObject("u", "1", json));
    }

    private static final class FakeJoining implements Joining {
        private final List<String> exits = new ArrayList<>();
        private final AtomicInteger founded = new AtomicInteger();
        private final AtomicInteger followed = new AtomicInteger();
        private volatile boolean up;

        void up() {
            up = true;
        }

        @Override
        public boolean alone() {
            return false;
        }

        @Override
        public boolean seed() {
            return true;
        }

        @Override
        public boolean member() {
            return up;
        }

        @Override
        public boolean takesPart() {
            return up;
        }

        @Override
        public void found() {
            founded.incrementAndGet();
        }

        @Override
        public void follow() {
            followed.incrementAndGet();
        }

        @Override
        public void exitClaimed(String why) {
            exits.add(why);
        }
    }
}
