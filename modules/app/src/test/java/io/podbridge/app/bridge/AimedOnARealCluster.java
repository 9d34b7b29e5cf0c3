package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.nio.file.Path;

/** The matrix through the real kube-apiserver. */
@WithControlPlane
abstract class AimedOnARealCluster extends AimedMatrix {
    private final ControlPlane controlPlane;
    private final int places;

    AimedOnARealCluster(ControlPlane controlPlane, int places) {
        this.controlPlane = controlPlane;
        this.places = places;
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
        return places;
    }
}
