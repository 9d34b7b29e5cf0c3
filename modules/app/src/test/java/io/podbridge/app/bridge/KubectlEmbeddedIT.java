package io.podbridge.app.bridge;

import io.podbridge.devcluster.DevCluster;
import io.podbridge.devcluster.DevClusterSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The embedded API server asks the replica that has the pod. */
class KubectlEmbeddedIT extends AimedMatrix {
    @TempDir
    private static Path directory;

    private final DevCluster server = DevCluster.start(DevClusterSettings.DEFAULT);

    KubectlEmbeddedIT() {
        super(1);
    }

    @Override
    Bridge start(String... settings) {
        try {
            server.kubeconfig(kubeconfig());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Bridge.start(kubeconfig(), REPLICAS, ReplicaArguments.withProcesses(settings));
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
    boolean suits(int holder) {
        return holder == asked();
    }
}
