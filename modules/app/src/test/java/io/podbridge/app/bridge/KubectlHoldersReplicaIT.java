package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;

/** The replica that has the pod is asked itself; what is large is tested on the other two, by way of this one. */
class KubectlHoldersReplicaIT extends AimedOnARealCluster {
    KubectlHoldersReplicaIT(ControlPlane controlPlane) {
        super(controlPlane, 0);
    }
}
