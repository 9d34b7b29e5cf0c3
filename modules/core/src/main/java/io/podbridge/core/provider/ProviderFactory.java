package io.podbridge.core.provider;

import com.typesafe.config.Config;
import java.util.concurrent.ScheduledExecutorService;

/** Makes a provider. Found with {@link java.util.ServiceLoader}. */
public interface ProviderFactory {

    /** The name in the configuration, in the taint and in container ids: {@code simulated}. */
    String name();

    /**
     * Makes the provider.
     *
     * @throws io.podbridge.core.config.ConfigurationException if the settings are wrong: all errors at once
     */
    Provider create(Context context);

    /**
     * What a provider gets.
     *
     * @param settings the block {@code podbridge.providers.<name>}
     * @param node the node's name; part of what marks a pod on the platform as ours
     * @param bridge the bridge's identity, the same on all replicas and no other cluster's; likewise
     * @param replica this replica's address, as in {@code PodReport.replica}
     * @param hostAddress the IP address to show as the pod's where the platform gives it none
     * @param timers for short, never blocking tasks
     */
    record Context(
            Config settings,
            String node,
            String bridge,
            String replica,
            String hostAddress,
            ScheduledExecutorService timers) {}
}
