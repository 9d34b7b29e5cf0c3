package io.podbridge.app;

import io.podbridge.core.settings.PodbridgeSettings;

/** Starts a replica; what the command {@code run} does once the settings are read. */
@FunctionalInterface
public interface ReplicaLauncher {

    /**
     * Runs a replica until it has ended.
     *
     * @return the exit code
     * @throws StartupFailure if it cannot start
     * @throws io.podbridge.core.config.ConfigurationException if the provider refuses its block
     */
    int run(PodbridgeSettings settings, RunOptions options);
}
