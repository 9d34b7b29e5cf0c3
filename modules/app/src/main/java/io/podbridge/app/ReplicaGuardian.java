package io.podbridge.app;

import io.podbridge.core.bridge.BridgeMandate;
import io.podbridge.core.bridge.Mandate;
import io.podbridge.core.bridge.StallGuard;
import io.podbridge.core.clock.StallDetector;
import io.podbridge.core.clock.SteadyClock;
import io.podbridge.core.cluster.ClusterReplica;
import io.podbridge.core.entity.PodCommand;
import io.podbridge.core.entity.PodEntity;
import io.podbridge.core.entity.PodServices;
import io.podbridge.core.entity.PodSharding;
import io.podbridge.core.entity.VersionProbe;
import io.podbridge.core.environment.KubeEnvironmentResolver;
import io.podbridge.core.environment.NodeFacts;
import io.podbridge.core.events.EventRecorder;
import io.podbridge.core.health.VitalParts;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.lifecycle.protocol.LifecycleSettings;
import io.podbridge.core.node.DiskSpace;
import io.podbridge.core.node.HealthReporter;
import io.podbridge.core.node.LeaseKeeper;
import io.podbridge.core.node.NodeCapacity;
import io.podbridge.core.node.NodeCommand;
import io.podbridge.core.node.NodeIdentity;
import io.podbridge.core.node.NodeKeeper;
import io.podbridge.core.node.NodeServices;
import io.podbridge.core.node.RemoteNode;
import io.podbridge.core.node.VirtualNode;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.PodDirectory;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.provider.ProviderActor;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.replica.ReplicaServices;
import io.podbridge.core.roster.EntityIndex;
import io.podbridge.core.settings.PodbridgeSettings;
import io.podbridge.core.status.StatusWriter;
import io.podbridge.core.telemetry.NoTelemetry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/** Starts the actors of a replica, and ties them together. The whole wiring of podbridge is in this file. */
final class ReplicaGuardian {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Clock STEADY = SteadyClock.system();

    private final ActorContext<Void> context;
    private final PodbridgeSettings settings;
    private final NodeIdentity identity;
    private final BridgeMandate mandate;
    private final ReplicaServices services;
    private final Provider provider;
    private final VitalParts parts;

    private ReplicaGuardian(
            ActorContext<Void> context,
            PodbridgeSettings settings,
            NodeIdentity identity,
            BridgeMandate mandate,
            KubeApi api,
            Provider provider) {
        this.context = context;
        this.settings = settings;
        this.identity = identity;
        this.mandate = mandate;
        this.services = ReplicaServices.of(
                context.getSystem().address().hostPort(), api, CLOCK, ReplicaGuardian::jitter, NoTelemetry.INSTANCE);
        this.provider = provider;
        this.parts = new VitalParts(context);
    }

    static Behavior<Void> create(
            PodbridgeSettings settings, NodeIdentity identity, BridgeMandate mandate, KubeApi api, Provider provider) {
        return Behaviors.setup(
                context -> new ReplicaGuardian(context, settings, identity, mandate, api, provider).start());
    }

    private static double jitter() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private Behavior<Void> start() {
        var sharding = ClusterSharding.get(context.getSystem());
        PodDirectory entities =
                (uid, event) -> sharding.entityRefFor(PodEntity.KEY, uid).tell(new PodCommand.Happened(event));
        var events = parts.start(EventRecorder.create(services, settings.events(), identity.name()), "events");
        var writer = parts.start(StatusWriter.create(services, settings.statusWriter()), "status-writer");
        var providerActor = providerActor(entities, events);
        var pods =
                PodSharding.start(context.getSystem(), podServices(sharding, entities, providerActor, writer, events));
        var kubelet = KubeletService.start(context.getSystem(), settings, services, provider, providerActor);
        var nodes = VirtualNode.start(context.getSystem(), nodeServices(providerActor, events, kubelet, entities));
        ClusterReplica.exitWithout(pods, context.getSystem());
        ClusterReplica.exitWithout(nodes, context.getSystem());
        startKeepers(nodes, providerActor);
        return parts.watching();
    }

    /** What keeps the virtual node up: its home, its health and its lease. */
    private void startKeepers(ActorRef<ShardingEnvelope<NodeCommand>> nodes, ActorRef<ProviderCommand> providerActor) {
        var system = context.getSystem();
        parts.start(NodeKeeper.create(nodes, identity.name()), "node-keeper");
        parts.start(
                HealthReporter.create(
                        services,
                        probes(providerActor),
                        report -> nodes.tell(new ShardingEnvelope<>(identity.name(), new NodeCommand.Report(report)))),
                "health");
        parts.start(
                LeaseKeeper.create(
                        services.api(),
                        identity,
                        settings.node().leaseDuration(),
                        CLOCK,
                        () -> ClusterReplica.speaksForAll(system),
                        mandate,
                        ReplicaGuardian::jitter),
                "lease-keeper");
    }

    /** The bridge's mandate, as long as this replica knows that it is one of the bridge's. */
    private Supplier<Mandate> ownMandate() {
        var system = context.getSystem();
        var stalls = new StallDetector(System::nanoTime);
        var unused = system.scheduler()
                .scheduleAtFixedRate(StallDetector.BEAT, StallDetector.BEAT, stalls::beat, system.executionContext());
        return new StallGuard(mandate, stalls, () -> ClusterReplica.speaksForAll(system));
    }

    private ActorRef<ProviderCommand> providerActor(PodDirectory entities, ActorRef<EventRecorder.Command> events) {
        var resolver = new KubeEnvironmentResolver(
                services.api(),
                nodeFacts(),
                (pod, reason, message) -> events.tell(new EventRecorder.Record(pod, true, reason, message)));
        return parts.start(
                ProviderActor.create(services, provider, resolver, settings.providerCalls(), entities, ownMandate()),
                "provider");
    }

    private NodeFacts nodeFacts() {
        List<String> address = List.of(KubeletPlan.nodeAddress(settings));
        return new NodeFacts(identity.name(), address, replicaLocal() ? address : List.of(), capacity());
    }

    private Map<String, String> capacity() {
        return NodeCapacity.of(settings.node(), provider.capacity());
    }

    private boolean replicaLocal() {
        return provider.capabilities().locality() == Locality.REPLICA;
    }

    private LifecycleSettings lifecycle() {
        return settings.pods().lifecycle(KubeletPlan.nodeAddress(settings), replicaLocal());
    }

    private PodServices podServices(
            ClusterSharding sharding,
            PodDirectory entities,
            ActorRef<ProviderCommand> providerActor,
            ActorRef<StatusWriter.Command> writer,
            ActorRef<EventRecorder.Command> events) {
        return new PodServices(
                lifecycle(),
                CLOCK,
                STEADY,
                ReplicaGuardian::jitter,
                services.api(),
                providerActor,
                writer,
                events,
                entities,
                new EntityIndex(PodSharding.shards(context.getSystem())),
                new VersionProbe(() ->
                        services.api().podsVersion(new PodScope(settings.feed().node(), false))),
                new RemoteNode(() -> sharding.entityRefFor(VirtualNode.KEY, identity.name())),
                services.name());
    }

    private NodeServices nodeServices(
            ActorRef<ProviderCommand> providerActor,
            ActorRef<EventRecorder.Command> events,
            KubeletService kubelet,
            PodDirectory entities) {
        return new NodeServices(
                services,
                identity,
                settings.node(),
                settings.feed(),
                capacity(),
                kubelet::endpoint,
                provider.capabilities().locality(),
                providerActor,
                events,
                entities,
                PodSharding.shards(context.getSystem()),
                PodSharding.rosters(context.getSystem()));
    }

    private HealthReporter.Probes probes(ActorRef<ProviderCommand> providerActor) {
        return new HealthReporter.Probes(
                providerActor,
                settings.pods().pingInterval(),
                services.api()::clockSkew,
                () -> provider.directory().map(DiskSpace::of));
    }
}
