package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;

/** The second replica is asked for the pod of another one. */
class KubectlSecondReplicaIT extends AimedOnARealCluster {
    KubectlSecondReplicaIT(ControlPlane controlPlane) {
        super(controlPlane, 1);
    }
}
