package io.podbridge.app.bridge;

import io.podbridge.devcluster.DevCluster;
import io.podbridge.devcluster.DevClusterSettings;
import io.podbridge.testkit.kubectl.BulkCases;
import io.podbridge.testkit.kubectl.PortForwardCases;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Another replica is asked than the one that has the pod, by the embedded API server. */
class KubectlEmbeddedIT extends AimedMatrix implements BulkCases, PortForwardCases, WebSocketsOnly {
    private static DevCluster server;
    private static Path kubeconfig;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws IOException {
        server = DevCluster.start(DevClusterSettings.DEFAULT);
        kubeconfig = directory.resolve("kubeconfig");
        server.kubeconfig(kubeconfig);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    Bridge start(String... settings) {
        return Bridge.start(kubeconfig, 3, Bridge.withProcesses(settings));
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    int places() {
        return 1;
    }
}
