package io.podbridge.app;

import io.podbridge.core.bridge.BridgeMandate;
import io.podbridge.core.bridge.ClusterFence;
import io.podbridge.core.bridge.FencedKubeApi;
import io.podbridge.core.kube.Fabric8KubeApi;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.node.NodeIdentity;
import io.podbridge.core.provider.Provider;
import io.podbridge.core.provider.ProviderFactory;
import io.podbridge.core.settings.PodbridgeSettings;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.Address;

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
        KubeApi server = connect(settings);
        var node = settings.node();
        var kubernetes = new StartupChecks(server, node.name(), settings.kubelet(), settings.cluster()).require();
        var owned = new NodeOwnership(server, settings).require(kubernetes);
        var fence = fence(server, settings, kubernetes);
        var mandate = new BridgeMandate(node.leaseDuration(), fence::objection, System::nanoTime);
        var api = new FencedKubeApi(server, fence, mandate);
        var provider = provider(settings, owned.identity());
        KubeletPlan.require(settings, provider.capabilities().locality());
        owned.takeOver()
                .ifPresent(plan -> new TakeOver(api, owned.identity(), provider).require(plan, node.leaseDuration()));
        return new RunningReplica(settings, owned.identity(), kubernetes, mandate, api, provider)
                .run()
                .number();
    }

    private static ClusterFence fence(KubeApi server, PodbridgeSettings settings, Optional<String> kubernetes) {
        var where = Kubeconfigs.describe(settings.kubernetes());
        return kubernetes
                .map(uid -> ClusterFence.around(server, uid, where, System::nanoTime))
                .orElseGet(ClusterFence::none);
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
                        identity.platformKey(),
                        new Address("pekko", cluster.name(), cluster.host(), cluster.port()).hostPort(),
                        KubeletPlan.nodeAddress(settings),
                        timers));
    }
}
