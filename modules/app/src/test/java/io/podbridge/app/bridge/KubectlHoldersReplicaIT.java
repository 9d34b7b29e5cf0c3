package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;

/** The replica that has the pod is asked itself. */
class KubectlHoldersReplicaIT extends AimedOnARealCluster {
    KubectlHoldersReplicaIT(ControlPlane controlPlane) {
        super(controlPlane, 0);
    }
}
