package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.kubectl.BulkCases;
import io.podbridge.testkit.kubectl.PortForwardCases;

/** Another replica is asked than the one that has the pod. */
class KubectlNextReplicaIT extends AimedOnARealCluster implements BulkCases, PortForwardCases {
    KubectlNextReplicaIT(ControlPlane controlPlane) {
        super(controlPlane, 1);
    }
}
