package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;

/** The third replica is asked, which neither has the pod nor comes after the one that has it. */
class KubectlLastReplicaIT extends AimedOnARealCluster {
    KubectlLastReplicaIT(ControlPlane controlPlane) {
        super(controlPlane, 2);
    }
}
