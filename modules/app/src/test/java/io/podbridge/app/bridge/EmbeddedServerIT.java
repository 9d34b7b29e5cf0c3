package io.podbridge.app.bridge;

import io.podbridge.devcluster.DevCluster;
import io.podbridge.devcluster.DevClusterSettings;
import io.podbridge.testkit.LongForm;
import io.podbridge.testkit.OnlyInLongForm;
import io.podbridge.testkit.controlplane.Kubectl;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bridges on the embedded API server: those of the other tests' stories that need no real control plane. */
@Timeout(600)
class EmbeddedServerIT {
    private DevCluster server;
    private Path kubeconfig;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        server = DevCluster.start(DevClusterSettings.DEFAULT);
        kubeconfig = directory.resolve("kubeconfig");
        server.kubeconfig(kubeconfig);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @OnlyInLongForm
    void manyPodsRunAndGoEachOnce() {
        try (var bridge = Bridge.start(kubeconfig, 3)) {
            FaultsIT.runAndGo(bridge);
        }
    }

    @Test
    void nothingIsLostOrDoubledWhicheverReplicaDies() {
        try (var bridge = Bridge.start(kubeconfig, 3, KillRoundsIT.LATENCY)) {
            new KillRoundsIT().killOneAfterTheOther(bridge, LongForm.of(1, 2));
        }
    }

    @Test
    void podsEndAsTheirProcessesDo() {
        try (var bridge = Bridge.start(kubeconfig, 2, ReplicaArguments.withProcesses(ProcessPodsIT.BACK_OFF))) {
            ProcessPodsIT.endAsTheirProcessesDo(bridge, Kubectl.with(kubeconfig));
        }
    }
}
