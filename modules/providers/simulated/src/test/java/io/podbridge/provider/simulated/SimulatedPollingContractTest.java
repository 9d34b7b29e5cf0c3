package io.podbridge.provider.simulated;

import com.typesafe.config.Config;

/** The same cloud, without pushes. */
class SimulatedPollingContractTest extends SimulatedContractTest {
    @Override
    protected Config settings() {
        return Clouds.settings(directory, "pushes = off");
    }
}
