package io.podbridge.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.QuietActors;
import io.podbridge.core.bridge.BridgeMandate;
import io.podbridge.core.bridge.Mandate;
import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.FakeCalls.Verb;
import io.podbridge.core.kube.FakeKubeApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseKeeperTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String LEASE = Nodes.OURS.leasePath();

    private final QuietActors actors = new QuietActors();
    private final FakeKubeApi api = new FakeKubeApi("n1");
    private final AtomicBoolean entitled = new AtomicBoolean(true);
    private final BridgeMandate mandate = new BridgeMandate(
            Nodes.LEASE, Optional::empty, () -> actors.clock().instant().toEpochMilli() * 1_000_000);
    private final Random random = new Random(1);

    @AfterEach
    void shutDown() {
        actors.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theLeaseIsNeverOldWhicheverReplicaDies(int victim) {
        node(Nodes.OURS);
        List<ActorRef<Object>> keepers = new ArrayList<>(List.of(keeper(), keeper(), keeper()));
        actors.pass(Duration.ofSeconds(8), SECOND);
        freshFor(Duration.ofMinutes(5));
        actors.kill(keepers.remove(victim));
        freshFor(Duration.ofMinutes(5));
        actors.kill(keepers.removeFirst());
        freshFor(Duration.ofMinutes(5));
    }

    @Test
    void threeReplicasWriteAboutAsMuchAsOneKubelet() {
        node(Nodes.OURS);
        List.of(keeper(), keeper(), keeper()).forEach(keeper -> actors.settle());
        actors.pass(Duration.ofMinutes(20), SECOND);
        int writes = api.asked().all(Verb.REPLACE).size();
        assertThat(writes).isBetween(85, 121);
    }

    @Test
    void aReplicaWithoutMajorityLooksAndRenewsNothing() {
        node(Nodes.OURS);
        keeper();
        actors.pass(Duration.ofSeconds(10), SECOND);
        entitled.set(false);
        actors.pass(Duration.ofSeconds(8), SECOND);
        int before = writes();
        actors.pass(Duration.ofMinutes(2), SECOND);
        assertThat(writes()).isEqualTo(before);
        assertThat(mandate.get()).as("the lease is still its bridge's").isEqualTo(new Mandate.Held());
        entitled.set(true);
        actors.pass(Duration.ofSeconds(9), SECOND);
        assertThat(age()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void whoCannotReadTheLeaseForItsDurationHasNoMandateUntilItCan() {
        node(Nodes.OURS);
        keeper();
        actors.pass(Duration.ofSeconds(20), SECOND);
        api.asked().failAll(new ApiResult.Unavailable("no connection", Optional.empty()));
        actors.pass(Duration.ofSeconds(30), SECOND);
        assertThat(mandate.get()).isEqualTo(new Mandate.Held());
        actors.pass(Duration.ofSeconds(18), SECOND);
        assertThat(mandate.get()).isInstanceOf(Mandate.Suspended.class);
        api.asked().heal();
        actors.pass(Duration.ofSeconds(8), SECOND);
        assertThat(mandate.get()).isEqualTo(new Mandate.Held());
    }

    /** A start may take longer than a lease lasts. */
    @Test
    void whileThereIsNeitherNodeNorLeaseNobodyElseServesTheNode() {
        entitled.set(false);
        keeper();
        actors.pass(Duration.ofMinutes(2), SECOND);
        assertThat(mandate.get()).isEqualTo(new Mandate.Held());
        assertThat(writes()).isZero();
    }

    @Test
    void aNodeThatAnotherBridgeServesIsLost() {
        node(Nodes.OURS);
        keeper();
        actors.pass(Duration.ofSeconds(20), SECOND);
        node(Nodes.THEIRS);
        lease(Nodes.THEIRS, actors.clock().instant());
        actors.pass(Duration.ofSeconds(8), SECOND);
        assertThat(mandate.get()).isInstanceOfSatisfying(Mandate.Lost.class, lost -> {
            assertThat(lost.why()).contains("red", "blue");
            assertThat(lost.adopted()).isFalse();
        });
        node(Nodes.OURS);
        lease(Nodes.OURS, actors.clock().instant());
        actors.pass(Duration.ofMinutes(1), SECOND);
        assertThat(mandate.get()).as("for good").isInstanceOf(Mandate.Lost.class);
    }

    @Test
    void whoTookOverWithOurKeyHasAdoptedWhatWeRun() {
        node(Nodes.OURS);
        keeper();
        actors.pass(Duration.ofSeconds(20), SECOND);
        var taker = Nodes.THEIRS.withPlatformKey("blue");
        node(taker);
        lease(taker, actors.clock().instant());
        actors.pass(Duration.ofSeconds(8), SECOND);
        assertThat(mandate.get())
                .isInstanceOfSatisfying(
                        Mandate.Lost.class, lost -> assertThat(lost.adopted()).isTrue());
    }

    /** One of the two facts alone is what a person writes. */
    @Test
    void aLeaseThatSomebodyEditedSuspendsUntilItIsPutRight() {
        node(Nodes.OURS);
        keeper();
        actors.pass(Duration.ofSeconds(20), SECOND);
        lease(new NodeIdentity("n1", "somebody", "", ""), actors.clock().instant());
        actors.pass(Duration.ofSeconds(8), SECOND);
        assertThat(mandate.get()).isInstanceOf(Mandate.Suspended.class);
        actors.pass(Duration.ofSeconds(30), SECOND);
        assertThat(holder()).isEqualTo("blue");
        assertThat(mandate.get()).isEqualTo(new Mandate.Held());
    }

    @Test
    void ofTwoThatWriteAtOnceOneWinsAndNobodyIsHurt() {
        node(Nodes.OURS);
        keeper(0);
        keeper(0);
        actors.pass(Duration.ofSeconds(8), SECOND);
        api.asked().hold(Verb.REPLACE);
        actors.pass(Duration.ofSeconds(12), SECOND);
        assertThat(api.asked().all(Verb.REPLACE)).hasSize(2);
        api.asked().release();
        actors.settle();
        freshFor(Duration.ofMinutes(1));
    }

    @Test
    void thereIsNoLeaseWithoutANodeAndItGoesWithIt() {
        keeper();
        actors.pass(Duration.ofMinutes(1), SECOND);
        assertThat(api.object(LEASE)).isEmpty();
        node(Nodes.OURS);
        actors.pass(Duration.ofSeconds(8), SECOND);
        var owner = api.object(LEASE).orElseThrow().at("/metadata/ownerReferences/0/uid");
        assertThat(owner).isEqualTo(api.object(Nodes.NODE).orElseThrow().at("/metadata/uid"));
    }

    @Test
    void theLeaseOfAnotherLiveBridgeIsLeftAlone() {
        node(Nodes.THEIRS);
        keeper();
        for (int i = 0; i < 20; i++) {
            lease(Nodes.THEIRS, actors.clock().instant());
            actors.pass(Duration.ofSeconds(15), SECOND);
        }
        assertThat(api.asked().all(Verb.REPLACE)).isEmpty();
        assertThat(api.asked().all(Verb.CREATE)).isEmpty();
    }

    /** It may be cut off only, and run its pods: that its lease has run out is no proof. */
    @Test
    void norThatOfOneThatDoesNotRenewIt() {
        node(Nodes.THEIRS);
        lease(Nodes.THEIRS, actors.clock().instant());
        keeper();
        actors.pass(Duration.ofMinutes(10), SECOND);
        assertThat(holder()).isEqualTo("red");
        assertThat(api.asked().all(Verb.REPLACE)).isEmpty();
    }

    @Test
    void aMachinesLeaseIsNeverRenewed() {
        api.put(Nodes.NODE, Nodes.json("{'metadata': {'labels': {}}}"));
        lease(new NodeIdentity("n1", "n1", "", ""), actors.clock().instant());
        keeper();
        actors.pass(Duration.ofMinutes(5), SECOND);
        assertThat(holder()).isEqualTo("n1");
        assertThat(api.asked().all(Verb.REPLACE)).isEmpty();
    }

    @Test
    void aRenewalFromAFutureThatNeverWasDoesNotCount() {
        node(Nodes.OURS);
        lease(Nodes.OURS, actors.clock().instant().plusSeconds(3600));
        keeper();
        actors.pass(Duration.ofSeconds(8), SECOND);
        assertThat(age()).isBetween(Duration.ZERO, Duration.ofSeconds(8));
    }

    private void freshFor(Duration duration) {
        for (long i = 0; i < duration.toSeconds(); i++) {
            actors.pass(SECOND);
            assertThat(age()).isLessThanOrEqualTo(Duration.ofSeconds(20));
        }
    }

    private ActorRef<Object> keeper() {
        return keeper(random.nextDouble());
    }

    /** The jitter is drawn anew each time, but for 0, which keeps two keepers in step. */
    private ActorRef<Object> keeper(double first) {
        return actors.start(
                LeaseKeeper.Command.class,
                LeaseKeeper.create(
                        api,
                        Nodes.OURS,
                        Nodes.LEASE,
                        actors.clock(),
                        entitled::get,
                        mandate,
                        () -> first == 0 ? 0 : random.nextDouble()));
    }

    private void node(NodeIdentity identity) {
        var document = new NodeDocument(identity, Nodes.SETTINGS, Nodes.CAPACITY, Optional::empty);
        api.put(
                Nodes.NODE,
                Nodes.json(document.create(Nodes.UNKNOWN, actors.clock().instant())));
    }

    private void lease(NodeIdentity identity, Instant renewed) {
        api.put(LEASE, Nodes.json(NodeLease.create(identity, Optional.empty(), Nodes.LEASE, renewed)));
    }

    private ApiObject stored(String path) {
        return Nodes.object(api.object(path).orElseThrow());
    }

    private int writes() {
        return api.asked().all(Verb.REPLACE).size()
                + api.asked().all(Verb.CREATE).size();
    }

    private String holder() {
        return NodeLease.holder(stored(LEASE));
    }

    private Duration age() {
        return Duration.between(
                NodeLease.renewedAt(stored(LEASE)), actors.clock().instant());
    }
}
