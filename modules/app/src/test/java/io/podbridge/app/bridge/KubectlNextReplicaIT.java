package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;

/** Another replica is asked than the one that has the pod. */
class KubectlNextReplicaIT extends AimedOnARealCluster {
    KubectlNextReplicaIT(ControlPlane controlPlane) {
        super(controlPlane, 1);
    }
}
