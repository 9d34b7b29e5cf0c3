package io.podbridge.app.bridge;

import io.podbridge.testkit.kubectl.KubectlMatrix;
import io.podbridge.testkit.kubectl.KubectlProgram;
import java.io.IOException;
import java.util.stream.Stream;

/** For what takes long: both wires end at the same place, and one replica is asked over both. */
interface WebSocketsOnly extends KubectlMatrix {
    @Override
    default Stream<KubectlProgram> newest() throws IOException {
        return KubectlProgram.newest(kubeconfig()).filter(KubectlProgram::webSockets);
    }
}
