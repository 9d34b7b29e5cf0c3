package io.podbridge.http.kubelet;

import io.podbridge.testkit.controlplane.ControlPlane;

/**
 * The same on a node that says that it serves WebSockets: then kube-apiserver, since 1.36, hands them through instead
 * of translating them to SPDY (KEP-4006).
 */
class DeclaredWebSocketsIT extends RealApiServerIT {

    DeclaredWebSocketsIT(ControlPlane controlPlane) {
        super(controlPlane);
    }

    @Override
    String declaredFeatures() {
        return "\"ExtendWebSocketsToKubelet\"";
    }
}
