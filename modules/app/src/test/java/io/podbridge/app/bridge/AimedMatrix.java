package io.podbridge.app.bridge;

import io.podbridge.testkit.kubectl.CommandCases;
import io.podbridge.testkit.kubectl.CopyCases;
import io.podbridge.testkit.kubectl.KubectlProgram;
import io.podbridge.testkit.kubectl.TerminalCases;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The kubectl matrix with a process as pod, by way of a chosen one of three replicas: that of the pod, or another. */
abstract class AimedMatrix implements CommandCases, TerminalCases, CopyCases {
    private final AimedProxy proxy = new AimedProxy();
    private Bridge bridge;

    /** A bridge of processes with these settings besides. */
    abstract Bridge start(String... settings);

    /** How many places behind the replica that has the pod the one is that is asked. */
    abstract int places();

    @BeforeAll
    void runThePod() {
        bridge = start("node.address=127.0.0.1", "kubelet.advertised-port=" + proxy.port());
        var pods = new ProcessPods(bridge);
        var web = pods.awaitReady(List.of(pods.make("web", "Always", ProcessPods.OBEDIENT)))
                .getFirst();
        int holder = bridge.replicaAt(ProcessPods.port(web)).index();
        int asked = (holder + places()) % bridge.cluster().replicas().size();
        proxy.aim(bridge.cluster().replica(asked).port("kubelet"));
    }

    @AfterAll
    void end() {
        bridge.close();
        proxy.close();
    }

    /** What differs between versions of kubectl is tested without a bridge. */
    @Override
    public Stream<KubectlProgram> kubectls() throws IOException {
        return KubectlProgram.newest(kubeconfig());
    }
}
