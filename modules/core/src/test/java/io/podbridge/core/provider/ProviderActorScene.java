package io.podbridge.core.provider;

import io.podbridge.core.cluster.TestCluster;
import io.podbridge.core.environment.EnvironmentResolver;
import io.podbridge.core.flow.Outcome;
import io.podbridge.core.lifecycle.protocol.PodEvent;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.SamplePods;
import io.podbridge.core.replica.TestServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/** A provider actor, platforms of both localities, and an entity that asks it. */
final class ProviderActorScene {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Duration LONG = Duration.ofMinutes(1);
    static final PodReport OLD = SamplePods.report("a", "10.0.0.1");
    static final PodReport NEW = SamplePods.report("a", "10.0.0.2");

    private final TestCluster cluster;
    private final List<ActorRef<?>> actors = new ArrayList<>();
    final TestProbe<PodEvent> entity;
    final FakeProvider remote = new FakeProvider(Locality.REMOTE);
    final FakeProvider local = new FakeProvider(Locality.REPLICA);

    ProviderActorScene(TestCluster cluster) {
        this.cluster = cluster;
        this.entity = cluster.kit().createTestProbe();
    }

    void stopActors() {
        actors.forEach(cluster.kit()::stop);
    }

    PodEvent next() {
        return entity.receiveMessage(PATIENCE);
    }

    ProviderCommand.Looked look(ActorRef<ProviderCommand> provider) {
        TestProbe<ProviderCommand.Looked> peer = cluster.kit().createTestProbe();
        provider.tell(new ProviderCommand.LookHere(SamplePods.id("a"), peer.getRef()));
        return peer.receiveMessage(PATIENCE);
    }

    void create(ActorRef<ProviderCommand> provider, Set<String> fields) {
        provider.tell(
                new ProviderCommand.Create(SamplePods.with(SamplePods.pod("a"), fields), Map.of(), entity.getRef()));
    }

    /** Makes the peer known to the actor, which has asked for its peers once it answers. */
    void register(ActorRef<ProviderCommand> provider, ActorRef<ProviderCommand> peer) {
        look(provider);
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

    ActorRef<ProviderCommand> start(Provider provider, Duration timeout) {
        return start(provider, timeout, pod -> CompletableFuture.completedFuture(Outcome.of(Map.of())));
    }

    ActorRef<ProviderCommand> start(Provider provider, Duration timeout, EnvironmentResolver environment) {
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
