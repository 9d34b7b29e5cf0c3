package io.podbridge.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.cluster.TestCluster;
import io.podbridge.core.environment.EnvironmentResolver;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.kube.ManifestCodec;
import io.podbridge.core.lifecycle.Lifecycle;
import io.podbridge.core.lifecycle.PodState;
import io.podbridge.core.lifecycle.protocol.Effect;
import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.LifecycleSettings;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.SamplePods;
import io.podbridge.core.replica.TestServices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderActorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final PodReport OLD = SamplePods.report("a", "10.0.0.1");
    private static final PodReport NEW = SamplePods.report("a", "10.0.0.2");
    private static final TestCluster cluster = TestCluster.alone();

    private final List<ActorRef<?>> actors = new ArrayList<>();
    private final TestProbe<PodEvent> entity = cluster.kit().createTestProbe();
    private final FakeProvider remote = new FakeProvider(Locality.REMOTE);
    private final FakeProvider local = new FakeProvider(Locality.REPLICA);

    @AfterEach
    void stopActors() {
        actors.forEach(cluster.kit()::stop);
    }

    @AfterAll
    static void shutDown() {
        cluster.close();
    }

    @Test
    void fieldsThatAreRefusedOrIgnoredAreNamed() {
        var provider = start(remote, LONG);
        remote.creates = request -> CompletableFuture.completedFuture(Outcome.of(OLD));
        create(provider, Set.of("volumes", "hostname"));
        assertThat(next()).isEqualTo(new PodEvent.Created(OLD, "hostname"));
        create(provider, Set.of("hostNetwork", "hostname", "hostPID"));
        var failed = (PodEvent.CreateFailed) next();
        assertThat(failed.failure()).isInstanceOf(ProviderFailure.Invalid.class);
        assertThat(failed.failure().message()).contains("hostNetwork, hostPID").doesNotContain("hostname");
    }

    @Test
    @SuppressWarnings("NullAway") // what a bad provider returns
    void aProviderThatDoesNotKeepTheContractIsUnavailableAndItsPlaceIsFreeAgain() {
        var provider = start(remote, Duration.ofMillis(100));
        List<Function<PodRequest, CompletionStage<Outcome<PodReport>>>> sins = List.of(
                request -> {
                    throw new IllegalStateException("thrown");
                },
                request -> {
                    throw new NoSuchMethodError("another version");
                },
                request -> null,
                request -> CompletableFuture.completedFuture(null),
                request -> CompletableFuture.failedFuture(new IllegalStateException("failed")),
                request -> new CompletableFuture<>());
        for (var sin : sins) {
            remote.creates = sin;
            create(provider, Set.of());
            var failed = (PodEvent.CreateFailed) next();
            assertThat(failed.failure()).isInstanceOf(ProviderFailure.Unavailable.class);
        }
        remote.creates = request -> CompletableFuture.completedFuture(Outcome.of(OLD));
        provider.tell(new ProviderCommand.Create(SamplePods.pod("b"), Map.of(), entity.getRef()));
        assertThat(next()).as("the last one still hangs, apart").isEqualTo(new PodEvent.Created(OLD, ""));
        TestProbe<ProviderCommand.HealthAnswer> health = cluster.kit().createTestProbe();
        provider.tell(new ProviderCommand.CheckHealth(health.getRef()));
        assertThat(health.receiveMessage(PATIENCE).outcome()).isInstanceOf(Outcome.Failure.class);
    }

    @Test
    void anEnvironmentThatIsNotResolvedIsAFailureOfThatPodOnly() {
        var provider = start(remote, LONG, pod -> {
            throw new IllegalStateException("a bug");
        });
        create(provider, Set.of());
        assertThat(next()).isInstanceOf(PodEvent.CreateFailed.class);
        create(provider, Set.of());
        assertThat(next()).isInstanceOf(PodEvent.CreateFailed.class);
    }

    @Test
    void aPodThatThePlatformHasNoMoreVanishes() {
        var provider = start(remote, LONG);
        remote.running.put("uid-a", OLD);
        provider.tell(new ProviderCommand.Locate(SamplePods.id("a"), entity.getRef()));
        assertThat(next()).isEqualTo(new PodEvent.Located(Optional.of(OLD)));
        remote.running.put("uid-a", NEW);
        assertThat(next()).isEqualTo(new PodEvent.Reported(NEW));
        remote.running.clear();
        assertThat(next()).isEqualTo(new PodEvent.Vanished(SamplePods.id("a")));
    }

    @Test
    void aPodThatIsBeingMadeHereIsNeitherHereNorSurelyNot() {
        var provider = start(local, LONG);
        var made = new CompletableFuture<Outcome<PodReport>>();
        local.creates = request -> made;
        create(provider, Set.of());
        assertThat(look(provider).unsure()).contains("it is being made");
        local.push(NEW);
        assertThat(next()).isEqualTo(new PodEvent.Reported(NEW));
        made.complete(Outcome.of(OLD));
        assertThat(next()).isEqualTo(new PodEvent.Created(NEW, ""));
        assertThat(look(provider)).isEqualTo(new ProviderCommand.Looked(Optional.empty(), Optional.empty()));
    }

    @Test
    void aPeerThatDoesNotAnswerMayHoldThePod() {
        TestProbe<ProviderCommand> peer = cluster.kit().createTestProbe(ProviderCommand.class);
        var provider = start(local, Duration.ofMillis(200));
        register(peer.getRef());
        provider.tell(new ProviderCommand.Locate(SamplePods.id("a"), entity.getRef()));
        assertThat(next()).isInstanceOf(PodEvent.LocateFailed.class);
        peer.expectMessageClass(ProviderCommand.LookHere.class, PATIENCE);
        local.running.put("uid-a", OLD);
        provider.tell(new ProviderCommand.Locate(SamplePods.id("a"), entity.getRef()));
        assertThat(next()).as("found is found").isEqualTo(new PodEvent.Located(Optional.of(OLD)));
        provider.tell(new ProviderCommand.Delete(SamplePods.id("a"), Duration.ZERO, entity.getRef()));
        assertThat(next()).isInstanceOf(PodEvent.DeleteFailed.class);
        peer.stop();
    }

    @Test
    void aReplicasPodsAreLostWithItAndUntilThenNobodySaysThatTheyAreNotThere() {
        var provider = start(local, LONG);
        TestProbe<PodEvent> other = cluster.kit().createTestProbe();
        var lost = cluster.another();
        try {
            local.running.put("uid-b", SamplePods.reportOn(cluster.replica(), "b", "10.0.0.1"));
            local.creates = request -> CompletableFuture.completedFuture(Outcome.of(
                    request.pod().id().name().equals("a")
                            ? SamplePods.reportOn(lost.replica(), "a", "10.0.0.1")
                            : SamplePods.reportOn(cluster.replica(), "b", "10.0.0.1")));
            provider.tell(new ProviderCommand.Create(SamplePods.pod("a"), Map.of(), entity.getRef()));
            assertThat(next()).isInstanceOf(PodEvent.Created.class);
            provider.tell(new ProviderCommand.Create(SamplePods.pod("b"), Map.of(), other.getRef()));
            assertThat(other.receiveMessage(PATIENCE)).isInstanceOf(PodEvent.Created.class);
            // That replica has no provider actor that could be asked.
            provider.tell(new ProviderCommand.Locate(SamplePods.id("c"), other.getRef()));
            assertThat(other.receiveMessage(PATIENCE)).isInstanceOf(PodEvent.LocateFailed.class);
            lost.leave();
        } finally {
            lost.close();
        }
        assertThat(entity.receiveMessage(LONG)).isEqualTo(new PodEvent.ReplicaLost(SamplePods.id("a"), lost.replica()));
        provider.tell(new ProviderCommand.Locate(SamplePods.id("c"), other.getRef()));
        assertThat(other.receiveMessage(PATIENCE)).isEqualTo(new PodEvent.Located(Optional.empty()));
    }

    @Test
    void aDeleteWaitsForTheCreateForAMoment() {
        var provider = start(local, LONG);
        var made = new CompletableFuture<Outcome<PodReport>>();
        local.creates = request -> made;
        create(provider, Set.of());
        TestProbe<ProviderCommand.DeletedHere> peer = cluster.kit().createTestProbe();
        provider.tell(new ProviderCommand.DeleteHere(SamplePods.id("a"), Duration.ZERO, peer.getRef()));
        look(provider);
        local.running.put("uid-a", OLD);
        made.complete(Outcome.of(OLD));
        assertThat(peer.receiveMessage(PATIENCE).report()).as("what was made").contains(OLD);
        assertThat(next()).isInstanceOf(PodEvent.Created.class);
        assertThat(local.running).isEmpty();
    }

    @Test
    void aCreateThatIsNotAnsweredDoesNotHoldADeletionUpAndWhatItMakesLateIsDeletedToo() {
        var provider = start(remote, LONG);
        var made = new CompletableFuture<Outcome<PodReport>>();
        remote.creates = request -> made;
        create(provider, Set.of());
        provider.tell(new ProviderCommand.Delete(SamplePods.id("a"), Duration.ZERO, entity.getRef()));
        assertThat(next()).isEqualTo(new PodEvent.Deleted(Optional.empty()));
        remote.running.put("uid-a", OLD);
        made.complete(Outcome.of(OLD));
        assertThat(next()).isInstanceOf(PodEvent.Created.class);
        Awaitility.await().atMost(PATIENCE).until(remote.running::isEmpty);
    }

    @Test
    void aPodThatAsksForAGraceWithoutEndIsEndedAndTheActorLives() {
        Duration grace = graceOf("""
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","namespace":"ns","uid":"uid-a",
            "resourceVersion":"1"},"spec":{"terminationGracePeriodSeconds":9223372036854775807,
            "activeDeadlineSeconds":1,"containers":[{"name":"main","image":"i"}]},
            "status":{"phase":"Running","startTime":"2026-01-01T00:00:00Z"}}\
            """);
        for (Duration asked : List.of(grace, Duration.ofSeconds(Long.MAX_VALUE))) {
            for (FakeProvider platform : List.of(remote, local)) {
                var provider = start(platform, LONG);
                platform.running.put("uid-a", OLD);
                provider.tell(new ProviderCommand.Delete(SamplePods.id("a"), asked, entity.getRef()));
                assertThat(next()).isEqualTo(new PodEvent.Deleted(Optional.of(OLD)));
                assertThat(look(provider)).isEqualTo(new ProviderCommand.Looked(Optional.empty(), Optional.empty()));
            }
        }
    }

    @Test
    void aPeerIsNotAskedToWaitForEver() {
        TestProbe<ProviderCommand> peer = cluster.kit().createTestProbe(ProviderCommand.class);
        var provider = start(local, LONG);
        register(peer.getRef());
        provider.tell(
                new ProviderCommand.Delete(SamplePods.id("a"), Duration.ofSeconds(Long.MAX_VALUE), entity.getRef()));
        var asked = peer.expectMessageClass(ProviderCommand.DeleteHere.class, PATIENCE);
        assertThat(asked.grace()).isLessThan(Duration.ofDays(248));
        asked.replyTo().tell(new ProviderCommand.DeletedHere(Optional.empty(), Optional.empty()));
        assertThat(next()).isEqualTo(new PodEvent.Deleted(Optional.empty()));
        peer.stop();
    }

    /** What the platform is told when a replica finds this pod, whose time is over. */
    private static Duration graceOf(String manifest) {
        var pod = new ManifestCodec().decode(manifest.getBytes(StandardCharsets.UTF_8));
        var settings = new LifecycleSettings(LONG, LONG, LONG, LONG, LONG, "", false);
        var context = new LifecycleContext(Instant.parse("2026-01-02T00:00:00Z"), 0, settings);
        return Lifecycle.next(PodState.initial(), new PodEvent.Observed(pod), context).effects().stream()
                .filter(Effect.Delete.class::isInstance)
                .map(effect -> ((Effect.Delete) effect).grace())
                .findFirst()
                .orElseThrow();
    }

    /** A create that hangs holds its pod up, but not for ever; whenever it ends, nothing is left of a deleted pod. */
    @Test
    void aCreateThatIsNotAnsweredInTimeMayBeRepeatedAndWhatItMakesAfterADeletionGoes() {
        var provider = start(local, Duration.ofMillis(100));
        var made = new CompletableFuture<Outcome<PodReport>>();
        local.creates = request -> made;
        create(provider, Set.of());
        assertThat(next()).isInstanceOf(PodEvent.CreateFailed.class);
        assertThat(look(provider).unsure()).isEmpty();
        var again = new CompletableFuture<Outcome<PodReport>>();
        local.creates = request -> again;
        create(provider, Set.of());
        assertThat(next()).isInstanceOf(PodEvent.CreateFailed.class);
        provider.tell(new ProviderCommand.Delete(SamplePods.id("a"), Duration.ZERO, entity.getRef()));
        assertThat(next()).isEqualTo(new PodEvent.Deleted(Optional.empty()));
        for (var late : List.of(made, again)) {
            local.running.put("uid-a", OLD);
            late.complete(Outcome.of(OLD));
            Awaitility.await().atMost(PATIENCE).until(local.running::isEmpty);
        }
    }

    /** It is wanted again: the deletion before does not reach what another create makes. */
    @Test
    void aPodThatIsMadeAgainAfterADeletionStaysWhenAnOlderCreateEnds() {
        var provider = start(local, Duration.ofMillis(100));
        var made = new CompletableFuture<Outcome<PodReport>>();
        local.creates = request -> made;
        create(provider, Set.of());
        assertThat(next()).isInstanceOf(PodEvent.CreateFailed.class);
        provider.tell(new ProviderCommand.Delete(SamplePods.id("a"), Duration.ZERO, entity.getRef()));
        assertThat(next()).isEqualTo(new PodEvent.Deleted(Optional.empty()));
        local.creates = request -> {
            local.running.put("uid-a", OLD);
            return CompletableFuture.completedFuture(Outcome.of(OLD));
        };
        create(provider, Set.of());
        assertThat(next()).isInstanceOf(PodEvent.Created.class);
        made.complete(Outcome.of(OLD));
        look(provider);
        look(provider);
        assertThat(local.running).containsKey("uid-a");
    }

    /** A list of thousands in one message is larger than what travels, and would be dropped. */
    @Test
    void aLongListComesInSeveralMessages() {
        var provider = start(remote, LONG);
        for (int i = 0; i < 250; i++) {
            remote.running.put("uid-" + i, SamplePods.report("" + i, "10.0.0.1"));
        }
        TestProbe<ProviderCommand.Listed> lists = cluster.kit().createTestProbe();
        provider.tell(new ProviderCommand.ListHere(lists.getRef()));
        var sizes = lists.receiveSeveralMessages(3, PATIENCE).stream()
                .map(listed -> listed.pods().size())
                .toList();
        assertThat(sizes).containsExactly(100, 100, 50);
    }

    @Test
    void aReportOfThisReplicaNamesItsLife() {
        var provider = start(local, LONG);
        String address = cluster.replica().split("#", -1)[0];
        local.creates =
                request -> CompletableFuture.completedFuture(Outcome.of(SamplePods.reportOn(address, "a", "10.0.0.1")));
        create(provider, Set.of());
        var created = (PodEvent.Created) next();
        assertThat(created.report().replica()).contains(cluster.replica());
    }

    private PodEvent next() {
        return entity.receiveMessage(PATIENCE);
    }

    private ProviderCommand.Looked look(ActorRef<ProviderCommand> provider) {
        TestProbe<ProviderCommand.Looked> peer = cluster.kit().createTestProbe();
        provider.tell(new ProviderCommand.LookHere(SamplePods.id("a"), peer.getRef()));
        return peer.receiveMessage(PATIENCE);
    }

    private void create(ActorRef<ProviderCommand> provider, Set<String> fields) {
        provider.tell(
                new ProviderCommand.Create(SamplePods.with(SamplePods.pod("a"), fields), Map.of(), entity.getRef()));
    }

    private void register(ActorRef<ProviderCommand> peer) {
        TestProbe<Receptionist.Listing> listings = cluster.kit().createTestProbe();
        var receptionist = cluster.kit().system().receptionist();
        receptionist.tell(Receptionist.register(ProviderActor.KEY, peer));
        receptionist.tell(Receptionist.subscribe(ProviderActor.KEY, listings.getRef()));
        listings.fishForMessage(
                PATIENCE,
                listing -> listing.getServiceInstances(ProviderActor.KEY).contains(peer)
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore());
    }

    private ActorRef<ProviderCommand> start(Provider provider, Duration timeout) {
        return start(provider, timeout, pod -> CompletableFuture.completedFuture(Outcome.of(Map.of())));
    }

    private ActorRef<ProviderCommand> start(Provider provider, Duration timeout, EnvironmentResolver environment) {
        var settings = new ProviderSettings(
                timeout,
                timeout,
                timeout,
                timeout,
                1,
                10,
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                Duration.ofMillis(500));
        var actor = cluster.kit()
                .spawn(ProviderActor.create(TestServices.none(), provider, environment, settings, (uid, event) -> {}));
        actors.add(actor);
        return actor;
    }
}
