package io.podbridge.app.bridge;

import io.podbridge.devcluster.DevCluster;
import io.podbridge.devcluster.DevClusterSettings;
import io.podbridge.testkit.kubectl.BulkCases;
import io.podbridge.testkit.kubectl.PortForwardCases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** Another replica is asked than the one that has the pod, by the embedded API server. */
class KubectlEmbeddedIT extends AimedMatrix implements BulkCases, PortForwardCases, WebSocketsOnly {
    @TempDir
    private static Path directory;

    private final DevCluster server = DevCluster.start(DevClusterSettings.DEFAULT);

    @Override
    Bridge start(String... settings) {
        try {
            server.kubeconfig(kubeconfig());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Bridge.start(kubeconfig(), 3, Bridge.withProcesses(settings));
    }

    @AfterAll
    @Override
    void end() {
        super.end();
        server.close();
    }

    @Override
    public Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    @Override
    int places() {
        return 1;
    }
}
