package io.podbridge.core.provider;

import static io.podbridge.core.provider.ProviderActorScene.LONG;
import static io.podbridge.core.provider.ProviderActorScene.NEW;
import static io.podbridge.core.provider.ProviderActorScene.OLD;
import static io.podbridge.core.provider.ProviderActorScene.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.cluster.TestCluster;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderActorTest {
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
    void fieldsThatAreRefusedOrIgnoredAreNamed() {
        var provider = scene.start(scene.remote, LONG);
        scene.remote.creates = request -> CompletableFuture.completedFuture(Outcome.of(OLD));
        scene.create(provider, Set.of("volumes", "hostname"));
        assertThat(scene.next()).isEqualTo(new PodEvent.Created(OLD, "hostname"));
        scene.create(provider, Set.of("hostNetwork", "hostname", "hostPID"));
        var failed = (PodEvent.CreateFailed) scene.next();
        assertThat(failed.failure()).isInstanceOf(ProviderFailure.Invalid.class);
        assertThat(failed.failure().message()).contains("hostNetwork, hostPID").doesNotContain("hostname");
    }

    @Test
    @SuppressWarnings("NullAway") // what a bad provider returns
    void aProviderThatDoesNotKeepTheContractIsUnavailableAndItsPlaceIsFreeAgain() {
        var provider = scene.start(scene.remote, Duration.ofMillis(100));
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
            scene.remote.creates = sin;
            scene.create(provider, Set.of());
            var failed = (PodEvent.CreateFailed) scene.next();
            assertThat(failed.failure()).isInstanceOf(ProviderFailure.Unavailable.class);
        }
        scene.remote.creates = request -> CompletableFuture.completedFuture(Outcome.of(OLD));
        provider.tell(new ProviderCommand.Create(SamplePods.pod("b"), Map.of(), scene.entity.getRef()));
        assertThat(scene.next()).as("the last one still hangs, apart").isEqualTo(new PodEvent.Created(OLD, ""));
        TestProbe<ProviderCommand.HealthAnswer> health = cluster.kit().createTestProbe();
        provider.tell(new ProviderCommand.CheckHealth(health.getRef()));
        assertThat(health.receiveMessage(PATIENCE).outcome()).isInstanceOf(Outcome.Failure.class);
    }

    @Test
    void anEnvironmentThatIsNotResolvedIsAFailureOfThatPodOnly() {
        var provider = scene.start(scene.remote, LONG, pod -> {
            throw new IllegalStateException("a bug");
        });
        scene.create(provider, Set.of());
        assertThat(scene.next()).isInstanceOf(PodEvent.CreateFailed.class);
        scene.create(provider, Set.of());
        assertThat(scene.next()).isInstanceOf(PodEvent.CreateFailed.class);
    }

    @Test
    void aPodThatThePlatformHasNoMoreVanishes() {
        var provider = scene.start(scene.remote, LONG);
        scene.remote.running.put("uid-a", OLD);
        provider.tell(new ProviderCommand.Locate(SamplePods.id("a"), scene.entity.getRef()));
        assertThat(scene.next()).isEqualTo(new PodEvent.Located(Optional.of(OLD)));
        scene.remote.running.put("uid-a", NEW);
        assertThat(scene.next()).isEqualTo(new PodEvent.Reported(NEW));
        scene.remote.running.clear();
        assertThat(scene.next()).isEqualTo(new PodEvent.Vanished(SamplePods.id("a")));
    }

    @Test
    void aPeerThatDoesNotAnswerMayHoldThePod() {
        TestProbe<ProviderCommand> peer = cluster.kit().createTestProbe(ProviderCommand.class);
        var provider = scene.start(scene.local, Duration.ofMillis(200));
        scene.register(provider, peer.getRef());
        provider.tell(new ProviderCommand.Locate(SamplePods.id("a"), scene.entity.getRef()));
        assertThat(scene.next()).isInstanceOf(PodEvent.LocateFailed.class);
        peer.expectMessageClass(ProviderCommand.LookHere.class, PATIENCE);
        scene.local.running.put("uid-a", OLD);
        provider.tell(new ProviderCommand.Locate(SamplePods.id("a"), scene.entity.getRef()));
        assertThat(scene.next()).as("found is found").isEqualTo(new PodEvent.Located(Optional.of(OLD)));
        provider.tell(new ProviderCommand.Delete(SamplePods.id("a"), Duration.ZERO, scene.entity.getRef()));
        assertThat(scene.next()).isInstanceOf(PodEvent.DeleteFailed.class);
        peer.stop();
    }

    @Test
    void aReplicasPodsAreLostWithItAndUntilThenNobodySaysThatTheyAreNotThere() {
        var provider = scene.start(scene.local, LONG);
        TestProbe<PodEvent> other = cluster.kit().createTestProbe();
        var lost = cluster.another();
        try {
            scene.local.running.put("uid-b", SamplePods.reportOn(cluster.replica(), "b", "10.0.0.1"));
            scene.local.creates = request -> CompletableFuture.completedFuture(Outcome.of(
                    request.pod().id().name().equals("a")
                            ? SamplePods.reportOn(lost.replica(), "a", "10.0.0.1")
                            : SamplePods.reportOn(cluster.replica(), "b", "10.0.0.1")));
            provider.tell(new ProviderCommand.Create(SamplePods.pod("a"), Map.of(), scene.entity.getRef()));
            assertThat(scene.next()).isInstanceOf(PodEvent.Created.class);
            provider.tell(new ProviderCommand.Create(SamplePods.pod("b"), Map.of(), other.getRef()));
            assertThat(other.receiveMessage(PATIENCE)).isInstanceOf(PodEvent.Created.class);
            // That replica has no provider actor that could be asked.
            provider.tell(new ProviderCommand.Locate(SamplePods.id("c"), other.getRef()));
            assertThat(other.receiveMessage(PATIENCE)).isInstanceOf(PodEvent.LocateFailed.class);
            lost.leave();
        } finally {
            lost.close();
        }
        assertThat(scene.entity.receiveMessage(LONG))
                .isEqualTo(new PodEvent.ReplicaLost(SamplePods.id("a"), lost.replica()));
        provider.tell(new ProviderCommand.Locate(SamplePods.id("c"), other.getRef()));
        assertThat(other.receiveMessage(PATIENCE)).isEqualTo(new PodEvent.Located(Optional.empty()));
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
            for (FakeProvider platform : List.of(scene.remote, scene.local)) {
                var provider = scene.start(platform, LONG);
                platform.running.put("uid-a", OLD);
                provider.tell(new ProviderCommand.Delete(SamplePods.id("a"), asked, scene.entity.getRef()));
                assertThat(scene.next()).isEqualTo(new PodEvent.Deleted(Optional.of(OLD)));
                assertThat(scene.look(provider))
                        .isEqualTo(new ProviderCommand.Looked(Optional.empty(), Optional.empty()));
            }
        }
    }

    @Test
    void aPeerIsNotAskedToWaitForEver() {
        TestProbe<ProviderCommand> peer = cluster.kit().createTestProbe(ProviderCommand.class);
        var provider = scene.start(scene.local, LONG);
        scene.register(provider, peer.getRef());
        provider.tell(new ProviderCommand.Delete(
                SamplePods.id("a"), Duration.ofSeconds(Long.MAX_VALUE), scene.entity.getRef()));
        var asked = peer.expectMessageClass(ProviderCommand.DeleteHere.class, PATIENCE);
        assertThat(asked.grace()).isLessThan(Duration.ofDays(248));
        asked.replyTo().tell(new ProviderCommand.DeletedHere(Optional.empty(), Optional.empty()));
        assertThat(scene.next()).isEqualTo(new PodEvent.Deleted(Optional.empty()));
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

    /** A list of thousands in one message is larger than what travels, and would be dropped. */
    @Test
    void aLongListComesInSeveralMessages() {
        var provider = scene.start(scene.remote, LONG);
        for (int i = 0; i < 250; i++) {
            scene.remote.running.put("uid-" + i, SamplePods.report("" + i, "10.0.0.1"));
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
        var provider = scene.start(scene.local, LONG);
        String address = cluster.replica().split("#", -1)[0];
        scene.local.creates =
                request -> CompletableFuture.completedFuture(Outcome.of(SamplePods.reportOn(address, "a", "10.0.0.1")));
        scene.create(provider, Set.of());
        var created = (PodEvent.Created) scene.next();
        assertThat(created.report().replica()).contains(cluster.replica());
    }
}
