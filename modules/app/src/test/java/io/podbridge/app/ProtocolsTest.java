package io.podbridge.app;

import io.podbridge.core.kube.ManifestCodec;
import io.podbridge.testkit.wire.WireContract;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProtocolsTest {

    /** A message that is forgotten here would be dropped between replicas, and nothing else would say so. */
    @Test
    void everyMessageBetweenReplicasArrivesAsItWasSent() {
        var codec = new ManifestCodec();
        var pod = codec.decode("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default","uid":"u-1",
             "resourceVersion":"7","generation":1,"labels":{"app":"web"}},
             "spec":{"nodeName":"podbridge","restartPolicy":"Always","containers":[{"name":"main","image":"nginx",
             "env":[{"name":"A","value":"b"}]}]},
             "status":{"phase":"Running","podIP":"10.0.0.1"}}
            """.getBytes(StandardCharsets.UTF_8));
        WireContract.check(Protocols.all(), codec, pod);
    }
}
