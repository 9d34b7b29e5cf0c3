package io.podbridge.app;

import io.podbridge.core.config.PodbridgeSettings;

/** Starts a replica. */
final class Replica implements ReplicaLauncher {

    @Override
    public int run(PodbridgeSettings settings, RunOptions options) {
        throw new StartupFailure(
                ExitCode.UNAVAILABLE, "This build runs no replica.", "", "Take one with the actors in it.");
    }
}
