package io.podbridge.core.provider;

import static io.podbridge.core.provider.ProviderActorScene.LONG;
import static io.podbridge.core.provider.ProviderActorScene.NEW;
import static io.podbridge.core.provider.ProviderActorScene.OLD;
import static io.podbridge.core.provider.ProviderActorScene.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.cluster.TestCluster;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.SamplePods;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Creates that are not answered, and what is deleted or made again meanwhile. */
class OverlappingCallsTest {
    private static final TestCluster cluster = TestCluster.alone();

    private final ProviderActorScene scene = new ProviderActorScene(cluster);

    @AfterEach
    void stopActors() {
        scene.stopActors();
    }

    @AfterAll
    static void shutDown() {
        cluster.close();
    }

    @Test
    void aPodThatIsBeingMadeHereIsNeitherHereNorSurelyNot() {
        var provider = scene.start(scene.local, LONG);
        var made = new CompletableFuture<Outcome<PodReport>>();
        scene.local.creates = request -> made;
        scene.create(provider, Set.of());
        assertThat(scene.look(provider).unsure()).contains("it is being made");
        scene.local.push(NEW);
        assertThat(scene.next()).isEqualTo(new PodEvent.Reported(NEW));
        made.complete(Outcome.of(OLD));
        assertThat(scene.next()).isEqualTo(new PodEvent.Created(NEW, ""));
        assertThat(scene.look(provider)).isEqualTo(new ProviderCommand.Looked(Optional.empty(), Optional.empty()));
    }

    @Test
    void aDeleteWaitsForTheCreateForAMoment() {
        var provider = scene.start(scene.local, LONG);
        var made = new CompletableFuture<Outcome<PodReport>>();
        scene.local.creates = request -> made;
        scene.create(provider, Set.of());
        TestProbe<ProviderCommand.DeletedHere> peer = cluster.kit().createTestProbe();
        provider.tell(new ProviderCommand.DeleteHere(SamplePods.id("a"), Duration.ZERO, peer.getRef()));
        scene.look(provider);
        scene.local.running.put("uid-a", OLD);
        made.complete(Outcome.of(OLD));
        assertThat(peer.receiveMessage(PATIENCE).report()).as("what was made").contains(OLD);
        assertThat(scene.next()).isInstanceOf(PodEvent.Created.class);
        assertThat(scene.local.running).isEmpty();
    }

    @Test
    void aCreateThatIsNotAnsweredDoesNotHoldADeletionUpAndWhatItMakesLateIsDeletedToo() {
        var provider = scene.start(scene.remote, LONG);
        var made = new CompletableFuture<Outcome<PodReport>>();
        scene.remote.creates = request -> made;
        scene.create(provider, Set.of());
        var grace = Duration.ofSeconds(7);
        provider.tell(new ProviderCommand.Delete(SamplePods.id("a"), grace, scene.entity.getRef()));
        assertThat(scene.next()).isEqualTo(new PodEvent.Deleted(Optional.empty()));
        scene.remote.running.put("uid-a", OLD);
        made.complete(Outcome.of(OLD));
        assertThat(scene.next()).isInstanceOf(PodEvent.Created.class);
        Awaitility.await().atMost(PATIENCE).until(scene.remote.running::isEmpty);
        assertThat(scene.remote.graces).as("what was made late may be at work").containsOnly(grace);
    }

    /** A create that hangs holds its pod up, but not for ever; whenever it ends, nothing is left of a deleted pod. */
    @Test
    void aCreateThatIsNotAnsweredInTimeMayBeRepeatedAndWhatItMakesAfterADeletionGoes() {
        var provider = scene.start(scene.local, Duration.ofMillis(100));
        var made = new CompletableFuture<Outcome<PodReport>>();
        scene.local.creates = request -> made;
        scene.create(provider, Set.of());
        assertThat(scene.next()).isInstanceOf(PodEvent.CreateFailed.class);
        assertThat(scene.look(provider).unsure()).isEmpty();
        var again = new CompletableFuture<Outcome<PodReport>>();
        scene.local.creates = request -> again;
        scene.create(provider, Set.of());
        assertThat(scene.next()).isInstanceOf(PodEvent.CreateFailed.class);
        provider.tell(new ProviderCommand.Delete(SamplePods.id("a"), Duration.ZERO, scene.entity.getRef()));
        assertThat(scene.next()).isEqualTo(new PodEvent.Deleted(Optional.empty()));
        for (var late : List.of(made, again)) {
            scene.local.running.put("uid-a", OLD);
            late.complete(Outcome.of(OLD));
            Awaitility.await().atMost(PATIENCE).until(scene.local.running::isEmpty);
        }
    }

    /** It is wanted again: the deletion before does not reach what another create makes. */
    @Test
    void aPodThatIsMadeAgainAfterADeletionStaysWhenAnOlderCreateEnds() {
        var provider = scene.start(scene.local, Duration.ofMillis(100));
        var made = new CompletableFuture<Outcome<PodReport>>();
        scene.local.creates = request -> made;
        scene.create(provider, Set.of());
        assertThat(scene.next()).isInstanceOf(PodEvent.CreateFailed.class);
        provider.tell(new ProviderCommand.Delete(SamplePods.id("a"), Duration.ZERO, scene.entity.getRef()));
        assertThat(scene.next()).isEqualTo(new PodEvent.Deleted(Optional.empty()));
        scene.local.creates = request -> {
            scene.local.running.put("uid-a", OLD);
            return CompletableFuture.completedFuture(Outcome.of(OLD));
        };
        scene.create(provider, Set.of());
        assertThat(scene.next()).isInstanceOf(PodEvent.Created.class);
        made.complete(Outcome.of(OLD));
        scene.look(provider);
        scene.look(provider);
        assertThat(scene.local.running).containsKey("uid-a");
    }
}
