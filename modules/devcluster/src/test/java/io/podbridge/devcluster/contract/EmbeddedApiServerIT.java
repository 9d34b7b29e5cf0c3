package io.podbridge.devcluster.contract;

import io.podbridge.devcluster.DevCluster;
import io.podbridge.devcluster.DevClusterSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server keeps the contract. */
class EmbeddedApiServerIT {
    private static DevCluster server;
    private static Path kubeconfig = Path.of("");

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        server = DevCluster.start(DevClusterSettings.DEFAULT);
        kubeconfig = directory.resolve("kubeconfig");
        server.kubeconfig(kubeconfig);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Nested
    class Objects extends ObjectCases {
        @Override
        Path kubeconfig() {
            return kubeconfig;
        }
    }

    @Nested
    class Deletions extends DeletionCases {
        @Override
        Path kubeconfig() {
            return kubeconfig;
        }
    }

    @Nested
    class Patches extends PatchCases {
        @Override
        Path kubeconfig() {
            return kubeconfig;
        }
    }

    @Nested
    class Watches extends WatchCases {
        @Override
        Path kubeconfig() {
            return kubeconfig;
        }
    }

    @Nested
    class BadInput extends BadInputCases {
        @Override
        Path kubeconfig() {
            return kubeconfig;
        }
    }

    @Nested
    class Surface extends SurfaceCases {
        @Override
        Path kubeconfig() {
            return kubeconfig;
        }
    }
}
