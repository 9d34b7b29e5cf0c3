package io.podbridge.app.demo;

import io.podbridge.app.ExitCode;
import io.podbridge.app.KubeconfigCheck;
import io.podbridge.app.StartupFailure;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The API server of the demo: its own, or somebody else's.
 *
 * @param kubeconfig how to reach it
 * @param description for people
 * @param embedded whether it is the demo's own
 * @param end stops it, if it is
 */
record ApiServer(Path kubeconfig, String description, boolean embedded, Runnable end) implements AutoCloseable {

    /**
     * Starts one, unless the options name another.
     *
     * @throws StartupFailure if the kubeconfig that was named cannot be used
     */
    static ApiServer start(DemoOptions options, DemoFiles files) {
        return options.kubeconfig().map(ApiServer::of).orElseGet(() -> embedded(files));
    }

    private static ApiServer of(Path kubeconfig) {
        KubeconfigCheck.require(kubeconfig, Optional.empty());
        return new ApiServer(kubeconfig, "that of " + kubeconfig, false, () -> {});
    }

    private static ApiServer embedded(DemoFiles files) {
        throw new StartupFailure(
                ExitCode.UNAVAILABLE, "There is no embedded API server yet.", files.kubeconfig().toString(), "Use --kubeconfig.");
    }

    @Override
    public void close() {
        end.run();
    }
}
