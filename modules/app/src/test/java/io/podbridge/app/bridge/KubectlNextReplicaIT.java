package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.nio.file.Path;

/** Another replica is asked than the one that has the pod. */
@WithControlPlane
class KubectlNextReplicaIT extends AimedMatrix {
    private final ControlPlane controlPlane;

    KubectlNextReplicaIT(ControlPlane controlPlane) {
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
        return 1;
    }
}
