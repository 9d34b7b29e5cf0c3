package io.podbridge.app;

import io.podbridge.core.cluster.ClusterConfig;
import io.podbridge.core.cluster.ClusterReplica;
import io.podbridge.core.config.PodbridgeSettings;
import io.podbridge.core.kube.Fabric8KubeApi;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.ManifestCodec;
import io.podbridge.core.node.NodeIdentity;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.provider.ProviderFactory;
import io.podbridge.core.wire.CborSerializer;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Starts a replica: asks the API server whether it may, makes the provider, joins the cluster. Nothing is registered
 * anywhere before everything else is known to be right.
 */
final class Replica implements ReplicaLauncher {

    @Override
    public int run(PodbridgeSettings settings, RunOptions options) {
        Ports.requireFree(
                "podbridge.cluster.port",
                settings.cluster().listeningHost(),
                settings.cluster().listeningPort());
        var identity = Identities.of(settings, VersionCommand.version());
        KubeApi api = connect(settings);
        new StartupChecks(api, identity, settings.kubelet()).require();
        var provider = provider(settings, identity);
        KubeletPlan.require(settings, provider.capabilities().locality());
        return serve(settings, identity, api, provider).number();
    }

    private static KubeApi connect(PodbridgeSettings settings) {
        settings.kubernetes()
                .kubeconfig()
                .ifPresent(file ->
                        KubeconfigCheck.require(file, settings.kubernetes().context()));
        try {
            return Fabric8KubeApi.open(settings.kubernetes());
        } catch (IllegalArgumentException unusable) {
            throw new StartupFailure(
                    ExitCode.CONFIGURATION,
                    "The credentials for the API server cannot be used: " + unusable.getMessage(),
                    "podbridge.kubernetes",
                    "Check the kubeconfig, or run this in a pod with a ServiceAccount.",
                    unusable);
        }
    }

    private static Provider provider(PodbridgeSettings settings, NodeIdentity identity) {
        var cluster = settings.cluster();
        var timers = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("provider-timers").factory());
        return Providers.named(settings.provider())
                .create(new ProviderFactory.Context(
                        settings.providerConfig(),
                        identity.name(),
                        identity.bridge(),
                        new Address("pekko", cluster.name(), cluster.host(), cluster.port()).hostPort(),
                        settings.node().hostIp(),
                        timers));
    }

    private static ExitCode serve(PodbridgeSettings settings, NodeIdentity identity, KubeApi api, Provider provider) {
        var setup = ActorSystemSetup.create(
                BootstrapSetup.create(ClusterConfig.pekko(
                        settings.cluster(),
                        identity.version(),
                        KubeletPlan.roles(settings, provider.capabilities().locality()),
                        settings.config())),
                CborSerializer.setup(Protocols.all(), new ManifestCodec()));
        ActorSystem<Void> system = ActorSystem.create(
                ReplicaGuardian.create(settings, identity, api, provider),
                settings.cluster().name(),
                setup);
        new Farewell(system, settings, identity, api, provider).prepare();
        ClusterReplica.join(system, settings.cluster(), provider.capabilities().locality() == Locality.REPLICA);
        system.getWhenTerminated().toCompletableFuture().join();
        return exitCode(CoordinatedShutdown.get(system).getShutdownReason());
    }

    /** Whoever was told to stop has done what it was asked to; all other ends are worth a new start. */
    private static ExitCode exitCode(Optional<CoordinatedShutdown.Reason> reason) {
        boolean told =
                reason.filter(CoordinatedShutdown.jvmExitReason()::equals).isPresent();
        return told ? ExitCode.OK : ExitCode.TRY_AGAIN;
    }
}
