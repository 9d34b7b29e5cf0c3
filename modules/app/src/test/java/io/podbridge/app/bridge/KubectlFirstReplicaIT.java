package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;

/** The first replica is asked for the pod of another one. */
class KubectlFirstReplicaIT extends AimedOnARealCluster {
    KubectlFirstReplicaIT(ControlPlane controlPlane) {
        super(controlPlane, 0);
    }
}
