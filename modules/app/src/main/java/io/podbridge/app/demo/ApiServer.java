package io.podbridge.app.demo;

import io.podbridge.devcluster.DevCluster;
import io.podbridge.devcluster.DevClusterSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The API server of the demo: its own, or somebody else's.
 *
 * @param kubeconfig how to reach it
 * @param description for people
 * @param embedded whether it is the demo's own
 * @param end stops it, if it is
 */
record ApiServer(Path kubeconfig, String description, boolean embedded, Runnable end) implements AutoCloseable {

    /** Starts one, unless the options name another. */
    static ApiServer start(DemoOptions options, DemoFiles files) {
        return options.kubeconfig().map(ApiServer::of).orElseGet(() -> embedded(files));
    }

    private static ApiServer of(Path kubeconfig) {
        return new ApiServer(kubeconfig, "that of " + kubeconfig, false, () -> {});
    }

    private static ApiServer embedded(DemoFiles files) {
        var server = DevCluster.start(DevClusterSettings.DEFAULT);
        try {
            server.kubeconfig(files.kubeconfig());
            return new ApiServer(files.kubeconfig(), server.url(), true, server::close);
        } catch (IOException unusable) {
            server.close();
            throw new UncheckedIOException("cannot write " + files.kubeconfig(), unusable);
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
