package io.podbridge.app.bridge;

import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.kubectl.BulkCases;
import io.podbridge.testkit.kubectl.PortForwardCases;

/** The third replica is asked, which neither has the pod nor comes after the one that has it. */
class KubectlLastReplicaIT extends AimedOnARealCluster implements BulkCases, PortForwardCases, WebSocketsOnly {
    KubectlLastReplicaIT(ControlPlane controlPlane) {
        super(controlPlane, 2);
    }
}
