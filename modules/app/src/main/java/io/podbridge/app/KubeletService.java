package io.podbridge.app;

import com.typesafe.config.ConfigRenderOptions;
import io.podbridge.core.cluster.ClusterReplica;
import io.podbridge.core.health.Part;
import io.podbridge.core.health.PartState;
import io.podbridge.core.kubelet.KubeletEndpoint;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.provider.ProviderCommand;
import io.podbridge.core.relay.ClusterWhereabouts;
import io.podbridge.core.relay.RelayServer;
import io.podbridge.core.relay.RelayTransport;
import io.podbridge.core.relay.RelayedAccess;
import io.podbridge.core.relay.RoutedAccess;
import io.podbridge.core.replica.ReplicaServices;
import io.podbridge.core.settings.PodbridgeSettings;
import io.podbridge.core.streams.ContainerAccess;
import io.podbridge.core.streams.NoAccess;
import io.podbridge.http.kubelet.KubeletServer;
import io.podbridge.http.kubelet.ServedNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kubelet API of this replica, for the pods of all of them, and the relay by which the others' reach its
 * containers. They end before the containers do, and say why to whoever is talking with one.
 */
final class KubeletService {
    private static final Logger LOG = LoggerFactory.getLogger(KubeletService.class);

    /** So much longer than the provider actor gives the other replicas, so that its answer is heard. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final ActorSystem<?> system;
    private final PodbridgeSettings settings;
    private final ReplicaServices services;
    private final ContainerAccess here;
    private final ContainerAccess everywhere;
    private final RelayTransport transport;
    private volatile Optional<KubeletEndpoint> endpoint = Optional.empty();

    private KubeletService(
            ActorSystem<?> system,
            PodbridgeSettings settings,
            ReplicaServices services,
            Provider provider,
            ActorRef<ProviderCommand> providerActor) {
        this.system = system;
        this.settings = settings;
        this.services = services;
        this.transport = settings.relay()
                .tls()
                .map(tls -> RelayTransport.tls(system.classicSystem(), tls))
                .orElseGet(() -> RelayTransport.loopback(system.classicSystem()));
        this.here = provider.access().orElseGet(() -> new NoAccess(settings.provider()));
        this.everywhere = switch (provider.capabilities().locality()) {
            case REMOTE -> here;
            case REPLICA -> routed(providerActor);
        };
    }

    private ContainerAccess routed(ActorRef<ProviderCommand> providerActor) {
        var patience = settings.providerCalls().lookTimeout().plus(MARGIN);
        return new RoutedAccess(
                here,
                new ClusterWhereabouts(system, providerActor, patience),
                replica -> new RelayedAccess(system.classicSystem(), transport, replica));
    }

    /** Starts both, if the settings want them. A replica that cannot listen after all stops, and is started again. */
    static KubeletService start(
            ActorSystem<?> system,
            PodbridgeSettings settings,
            ReplicaServices services,
            Provider provider,
            ActorRef<ProviderCommand> providerActor) {
        var service = new KubeletService(system, settings, services, provider, providerActor);
        if (settings.kubelet().enabled()) {
            service.start(provider.capabilities().locality());
        }
        return service;
    }

    /** Where the API server finds it; empty if it is off, or does not listen yet. For any thread. */
    Optional<KubeletEndpoint> endpoint() {
        return endpoint;
    }

    private void start(Locality locality) {
        services.health().report(Part.RELAY, PartState.DEGRADED, "it does not listen yet");
        var relay = KubeletPlan.relays(settings, locality) ? relay() : nothing();
        var server = server();
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseServiceUnbind(), "kubelet", () -> end(server, relay));
        var unused = server.thenCombine(relay, (listening, relaying) -> listening)
                .whenComplete((listening, failure) -> {
                    if (failure == null) {
                        services.health().report(Part.RELAY, PartState.OK, "it listens");
                    } else {
                        ClusterReplica.exit(system, "its kubelet API cannot be served: " + failure.getMessage());
                    }
                });
    }

    private CompletionStage<Optional<RelayServer>> relay() {
        var address = new InetSocketAddress(
                settings.cluster().listeningHost(), settings.relay().port());
        return RelayServer.start(system.classicSystem(), transport, address, here)
                .thenApply(Optional::of);
    }

    private static CompletionStage<Optional<RelayServer>> nothing() {
        return CompletableFuture.completedStage(Optional.empty());
    }

    private CompletionStage<KubeletServer> server() {
        var address = KubeletPlan.address(settings);
        var names = KubeletPlan.names(settings, address);
        var node = new ServedNode(services.api(), settings.node().name(), everywhere, configuration());
        return KubeletServer.start(system, settings.kubelet().reachedAs(names), node, services.api())
                .thenApply(server -> {
                    var told = new KubeletEndpoint(address, advertised(server.port()));
                    endpoint = Optional.of(told);
                    LOG.info(
                            "The kubelet API listens on {}; the API server is told {}:{}",
                            server.address(),
                            told.address(),
                            told.port());
                    return server;
                });
    }

    private int advertised(int port) {
        int set = settings.kubelet().advertisedPort();
        return set == 0 ? port : set;
    }

    /** Secrets are in files, never in settings. */
    private String configuration() {
        return settings.config().getConfig("podbridge").root().render(ConfigRenderOptions.concise());
    }

    /** Streams that lead here from another replica break off after those that began here have been told why. */
    private static CompletionStage<Done> end(
            CompletionStage<KubeletServer> server, CompletionStage<Optional<RelayServer>> relay) {
        return server.thenCompose(listening -> listening.shutdown("the replica is shutting down"))
                .handle((ended, failure) -> Done.done())
                .thenCompose(ended -> relay)
                .handle((relaying, failure) -> {
                    if (failure == null) {
                        relaying.ifPresent(RelayServer::close);
                    }
                    return Done.done();
                });
    }
}
