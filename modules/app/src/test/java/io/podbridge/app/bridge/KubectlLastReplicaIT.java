package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.nio.file.Path;

/** The third replica is asked, which neither has the pod nor comes after the one that has it. */
@WithControlPlane
class KubectlLastReplicaIT extends AimedMatrix {
    private final ControlPlane controlPlane;

    KubectlLastReplicaIT(ControlPlane controlPlane) {
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
        return 2;
    }
}
