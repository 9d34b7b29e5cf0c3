package io.podbridge.app;

import io.podbridge.core.bridge.BridgeMandate;
import io.podbridge.core.bridge.Founder;
import io.podbridge.core.bridge.FoundingTerms;
import io.podbridge.core.cluster.ClusterConfig;
import io.podbridge.core.cluster.ClusterReplica;
import io.podbridge.core.cluster.JoinAgreement;
import io.podbridge.core.cluster.Joining;
import io.podbridge.core.cluster.NodeClaimed;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.ManifestCodec;
import io.podbridge.core.node.NodeClaim;
import io.podbridge.core.node.NodeIdentity;
import io.podbridge.core.provider.Locality;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.settings.PodbridgeSettings;
import io.podbridge.core.wire.CborSerializer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * A replica that may serve the node: its actor system, from the start to the end of the process.
 *
 * @param kubernetes the UID of {@code kube-system}, if it may be read
 * @param mandate whether the bridge may act
 */
record RunningReplica(
        PodbridgeSettings settings,
        NodeIdentity identity,
        Optional<String> kubernetes,
        BridgeMandate mandate,
        KubeApi api,
        Provider provider) {

    /** Joins the cluster and works until it is told to end, or has to. */
    ExitCode run() {
        ActorSystem<Void> system = ActorSystem.create(
                ReplicaGuardian.create(settings, identity, mandate, api, provider),
                settings.cluster().name(),
                setup());
        new Farewell(system, settings, identity, api, provider).prepare();
        new Departure(system, api, identity.name(), provider).watch(mandate);
        join(system);
        system.getWhenTerminated().toCompletableFuture().join();
        return exitCode(CoordinatedShutdown.get(system).getShutdownReason());
    }

    private ActorSystemSetup setup() {
        var agreement = new JoinAgreement(
                kubernetes, Optional.of(identity.bridge()), Kubeconfigs.describe(settings.kubernetes()));
        return ActorSystemSetup.create(
                BootstrapSetup.create(ClusterConfig.pekko(
                        settings.cluster(),
                        identity.version(),
                        KubeletPlan.roles(settings, provider.capabilities().locality()),
                        agreement,
                        settings.config())),
                CborSerializer.setup(Protocols.all(), new ManifestCodec()));
    }

    private void join(ActorSystem<?> system) {
        Joining joining = ClusterReplica.open(
                system, settings.cluster(), provider.capabilities().locality() == Locality.REPLICA);
        var founder = Founder.create(
                api, terms(system, joining), joining, clusterMayLive(), mandate, Clock.systemUTC(), System::nanoTime);
        system.systemActorOf(founder, "podbridge-founder", Props.empty());
    }

    private FoundingTerms terms(ActorSystem<?> system, Joining joining) {
        var self = Cluster.get(system).selfMember();
        return new FoundingTerms(
                settings.cluster().foundingNamespace(),
                identity.name(),
                identity.bridge(),
                identity.platformKey(),
                Identities.places(settings.cluster()),
                self.address().hostPort() + "#" + self.uniqueAddress().longUid(),
                joining.seed() || joining.alone(),
                settings.node().takeOver());
    }

    /**
     * Where a lone replica would run pods, another one that is merely out of its sight must have been dead for long.
     */
    private Supplier<CompletionStage<Boolean>> clusterMayLive() {
        return settings.cluster().runsPodsAlone()
                ? () -> NodeClaim.renewed(api, identity, Clock.systemUTC())
                : () -> CompletableFuture.completedFuture(false);
    }

    /** Whoever was told to stop has done what it was asked to; most other ends are worth a new start. */
    private static ExitCode exitCode(Optional<CoordinatedShutdown.Reason> reason) {
        if (reason.isEmpty()) {
            return ExitCode.TRY_AGAIN;
        }
        if (reason.get().equals(CoordinatedShutdown.jvmExitReason())) {
            return ExitCode.OK;
        }
        if (reason.get() instanceof NodeClaimed) {
            return ExitCode.CLAIMED;
        }
        return reason.get().equals(CoordinatedShutdown.incompatibleConfigurationDetectedReason())
                ? ExitCode.CONFIGURATION
                : ExitCode.TRY_AGAIN;
    }
}
