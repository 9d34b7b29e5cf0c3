package io.podbridge.app.bridge;

import io.podbridge.testkit.OnlyInLongForm;
import io.podbridge.testkit.controlplane.ControlPlane;

/** The second replica is asked for the pod of another one. */
@OnlyInLongForm
class KubectlSecondReplicaIT extends AimedOnARealCluster {
    KubectlSecondReplicaIT(ControlPlane controlPlane) {
        super(controlPlane, 1);
    }
}
