package io.podbridge.app.bridge;

import io.podbridge.testkit.OnlyInLongForm;
import io.podbridge.testkit.controlplane.ControlPlane;

/** The third replica is asked for the pod of another one. */
@OnlyInLongForm
class KubectlThirdReplicaIT extends AimedOnARealCluster {
    KubectlThirdReplicaIT(ControlPlane controlPlane) {
        super(controlPlane, 2);
    }
}
