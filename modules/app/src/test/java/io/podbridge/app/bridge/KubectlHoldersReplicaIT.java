package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.nio.file.Path;

/** The replica that has the pod is asked itself. */
@WithControlPlane
class KubectlHoldersReplicaIT extends AimedMatrix {
    private final ControlPlane controlPlane;

    KubectlHoldersReplicaIT(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    @Override
    Bridge start(String... settings) {
        return Bridge.ofProcesses(controlPlane, 3, settings);
    }

    @Override
    public Path kubeconfig() {
        return controlPlane.adminKubeconfig();
    }

    @Override
    int places() {
        return 0;
    }
}
