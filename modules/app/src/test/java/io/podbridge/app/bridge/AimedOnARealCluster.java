package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.nio.file.Path;

/** The matrix through the real kube-apiserver and the relay between two replicas. */
@WithControlPlane
abstract class AimedOnARealCluster extends AimedMatrix {
    private final ControlPlane controlPlane;

    AimedOnARealCluster(ControlPlane controlPlane, int asked) {
        super(asked);
        this.controlPlane = controlPlane;
    }

    @Override
    Bridge start(String... settings) {
        return Bridge.ofProcesses(controlPlane, REPLICAS, settings);
    }

    @Override
    boolean suits(int holder) {
        return holder != asked();
    }

    @Override
    public Path kubeconfig() {
        return controlPlane.adminKubeconfig();
    }
}
