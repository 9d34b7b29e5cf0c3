package io.podbridge.app.bridge;

import io.podbridge.testkit.LongForm;
import io.podbridge.testkit.kubectl.AttachCases;
import io.podbridge.testkit.kubectl.BulkCases;
import io.podbridge.testkit.kubectl.CommandCases;
import io.podbridge.testkit.kubectl.CopyCases;
import io.podbridge.testkit.kubectl.KubectlProgram;
import io.podbridge.testkit.kubectl.PortForwardCases;
import io.podbridge.testkit.kubectl.TerminalCases;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The kubectl matrix with a process as pod, by way of a chosen one of three replicas: that of the pod, or another. */
abstract class AimedMatrix implements CommandCases, TerminalCases, AttachCases, CopyCases, BulkCases, PortForwardCases {
    static final int REPLICAS = 3;

    private final AimedProxy proxy = new AimedProxy();
    private final int asked;
    private Bridge bridge;

    AimedMatrix(int asked) {
        this.asked = asked;
    }

    /** A bridge of processes with these settings besides. */
    abstract Bridge start(String... settings);

    /** Whether the pod may be where it is. */
    abstract boolean suits(int holder);

    /** The index of the replica that all calls go to. */
    final int asked() {
        return asked;
    }

    @BeforeAll
    void runThePod() {
        bridge = start("node.address=127.0.0.1", "kubelet.advertised-port=" + proxy.port());
        proxy.aim(bridge.cluster().replica(asked).port("kubelet"));
        var pods = new ProcessPods(bridge);
        // Which replica gets a pod is chance.
        while (!suits(holderOfANewOne(pods))) {
            pods.deleteAll();
        }
    }

    private int holderOfANewOne(ProcessPods pods) {
        var web = pods.awaitReady(List.of(pods.makeWithInput("web", "Always", LISTENING)));
        return bridge.replicaAt(ProcessPods.port(web.getFirst())).index();
    }

    @AfterAll
    void end() {
        bridge.close();
        proxy.close();
    }

    /** What differs between versions of kubectl is tested without a bridge. */
    @Override
    public Stream<KubectlProgram> kubectls() throws IOException {
        return newest();
    }

    /** Over both wires, in the short form over the one or the other. */
    @Override
    public Stream<KubectlProgram> newest() throws IOException {
        List<KubectlProgram> all = CommandCases.super.newest().toList();
        List<KubectlProgram> one = all.stream()
                .filter(kubectl -> kubectl.webSockets() == (asked % 2 == 0))
                .toList();
        return (LongForm.asked() || one.isEmpty() ? all : one).stream();
    }
}
