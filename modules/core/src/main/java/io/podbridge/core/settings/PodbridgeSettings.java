package io.podbridge.core.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.podbridge.core.cluster.ClusterSettings;
import io.podbridge.core.config.SettingsReader;
import io.podbridge.core.config.Similar;
import io.podbridge.core.entity.PodSettings;
import io.podbridge.core.events.EventSettings;
import io.podbridge.core.feed.FeedSettings;
import io.podbridge.core.kube.KubeSettings;
import io.podbridge.core.kubelet.KubeletSettings;
import io.podbridge.core.node.NodeSettings;
import io.podbridge.core.provider.ProviderSettings;
import io.podbridge.core.relay.RelaySettings;
import io.podbridge.core.status.WriterSettings;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every setting of a replica, checked.
 *
 * @param node the Node object
 * @param cluster where this replica is, and whom it joins
 * @param kubernetes how to reach the API server
 * @param pods the pods
 * @param feed the watch of the pods
 * @param statusWriter the writes of statuses
 * @param events the Events
 * @param providerCalls the calls of the provider
 * @param relay the way between replicas, for containers that only one of them reaches
 * @param kubelet the kubelet API
 * @param provider the provider's name, one of those on the class path
 * @param providerConfig its own block, {@code podbridge.providers.<name>}, which it reads itself
 * @param config the whole configuration, resolved: what the actor system starts with
 */
public record PodbridgeSettings(
        NodeSettings node,
        ClusterSettings cluster,
        KubeSettings kubernetes,
        PodSettings pods,
        FeedSettings feed,
        WriterSettings statusWriter,
        EventSettings events,
        ProviderSettings providerCalls,
        RelaySettings relay,
        KubeletSettings kubelet,
        String provider,
        Config providerConfig,
        Config config) {

    /**
     * Reads what {@link ConfigLoader} has loaded.
     *
     * @param providers the names of the providers that there are
     * @throws ConfigurationException with everything that is wrong
     */
    public static PodbridgeSettings read(Config config, Set<String> providers) {
        var reader = SettingsReader.of(config, "podbridge");
        var provider = provider(reader, providers);
        var blocks = reader.section("providers");
        providers.forEach(blocks::open);
        var node = NodeSettings.read(reader.section("node"));
        var cluster = ClusterSettings.read(reader.section("cluster"));
        var settings = new PodbridgeSettings(
                node,
                cluster,
                KubeSettings.read(reader.section("kubernetes")),
                PodSettings.read(reader.section("pods")),
                FeedSettings.read(reader.section("feed"), node.name()),
                WriterSettings.read(reader.section("status-writer")),
                EventSettings.read(reader.section("events")),
                ProviderSettings.read(reader.section("provider-calls")),
                RelaySettings.read(reader.section("relay")),
                KubeletSettings.read(reader.section("kubelet"), cluster),
                provider,
                providers.contains(provider) ? blocks.open(provider) : ConfigFactory.empty(),
                config);
        reader.finish();
        return settings;
    }

    private static String provider(SettingsReader reader, Set<String> providers) {
        var provider = reader.text("provider");
        if (!provider.isEmpty() && !providers.contains(provider)) {
            var suggestion = Similar.closest(provider, providers).map(name -> "Did you mean " + name + "?");
            reader.error(
                    "provider",
                    "must be one of " + String.join(", ", new TreeSet<>(providers)) + ", is " + provider,
                    suggestion.orElse("podbridge providers lists them."));
        }
        return provider;
    }
}
