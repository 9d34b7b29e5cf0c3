package io.podbridge.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podbridge.testkit.LongForm;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.Kubectl;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The command as a person runs it. */
class DemoIT {
    private static final Duration A_WHILE = LongForm.of(Duration.ofSeconds(5), Duration.ofSeconds(20));

    @Test
    void aKilledReplicaIsStartedAgainAndNobodyNotices() throws IOException {
        try (var demo = DemoProgram.start();
                var client = demo.client()) {
            assertThat(demo.output())
                    .contains("10 of 10 pods run", demo.files().kubeconfig().toString());
            assertNobodyNoticesThatAReplicaDies(demo, client);
            assertEndsCleanly(demo);
            assertThat(demo.files().log(1)).isNotEmptyFile();
            int port = URI.create(client.getConfiguration().getMasterUrl()).getPort();
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void twoRunBesideEachOther() {
        try (var one = DemoProgram.start("--replicas", "1", "--pods", "2");
                var two = DemoProgram.start("--replicas", "1", "--pods", "3");
                var clientOfOne = one.client();
                var clientOfTwo = two.client()) {
            assertThat(samples(clientOfOne)).hasSize(2).allMatch(PodSummary::runs);
            assertThat(samples(clientOfTwo)).hasSize(3).allMatch(PodSummary::runs);
            two.signal("TERM");
            assertThat(two.awaitExit()).as(two.output()).isZero();
            assertThat(samples(clientOfOne)).hasSize(2).allMatch(PodSummary::runs);
            assertEndsCleanly(one);
        }
    }

    @Test
    void aDeadReplicaStaysDeadIfAskedForAndNoneOutlivesTheDemo() {
        try (var demo = DemoProgram.start("--replicas", "2", "--pods", "1", "--no-restart")) {
            var pids = pids(demo, 2);
            DemoProgram.signal("KILL", pids.get(1));
            demo.awaitOutput("replica 2: killed by SIGKILL, pid " + pids.get(1) + "; stays dead");
            assertThat(demo.files().pid(2)).doesNotExist();
            demo.signal("KILL");
            demo.awaitExit();
            DemoProgram.await("the replicas to end").until(() -> pids.stream().noneMatch(DemoProgram::alive));
        }
    }

    @Test
    void kubectlReachesIntoProcessesThatGoOnElsewhereAndEndWithTheDemo() throws IOException {
        try (var demo = DemoProgram.start("--provider", "process", "--pods", "6");
                var client = demo.client()) {
            var kubectl = Kubectl.with(demo.files().kubeconfig());
            assertThatKubectlReachesIntoAll(kubectl);
            DemoProgram.signal("KILL", demo.pid(3));
            demo.awaitOutput("replica 3: started again");
            Awaitility.await("the pods to run")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> samples(client).stream().allMatch(PodSummary::runs));
            assertThatKubectlReachesIntoAll(kubectl);
            DemoProgram.await("what they use").untilAsserted(() -> {
                assertThat(kubectl.run("top", "node").outOrFail()).contains(DemoOptions.NODE);
                assertThat(kubectl.run("top", "pod").outOrFail()).contains("demo-1 ", "demo-6 ");
            });
            assertEndsCleanly(demo);
            assertThat(processesThatMention(demo.files().directory().toString()))
                    .isEmpty();
        }
    }

    private static void assertThatKubectlReachesIntoAll(Kubectl kubectl) {
        for (int pod = 1; pod <= 6; pod++) {
            String name = "demo-" + pod;
            DemoProgram.await("the log of " + name)
                    .until(() -> kubectl.run("logs", name).out().contains(name + " has run for 1 s"));
            assertThat(kubectl.run("exec", name, "--", "echo", name).outOrFail())
                    .isEqualTo(name + "\n");
        }
    }

    /** The same on a real control plane. */
    @Nested
    @WithControlPlane
    class OnARealCluster {
        @Test
        void aKilledReplicaIsStartedAgainAndNobodyNotices(ControlPlane controlPlane) {
            var kubeconfig = controlPlane.adminKubeconfig();
            try (var demo = DemoProgram.start("--kubeconfig", kubeconfig.toString());
                    var client = DemoProgram.client(kubeconfig)) {
                assertNobodyNoticesThatAReplicaDies(demo, client);
                assertEndsCleanly(demo);
                assertThat(samples(client)).isEmpty();
                assertThat(client.nodes().withName(DemoOptions.NODE).get()).isNull();
                assertThat(demo.files().kubeconfig()).doesNotExist();
            }
        }
    }

    private static void assertNobodyNoticesThatAReplicaDies(DemoProgram demo, KubernetesClient client) {
        assertAllIsWell(client);
        long pid = demo.pid(1);
        DemoProgram.signal("KILL", pid);
        var told = List.of(
                "replica 1: killed by SIGKILL, pid " + pid + "; started again in 1 s",
                "replica 1: started again, pid ",
                "knows that replica 1 is dead");
        long end = System.nanoTime() + A_WHILE.toNanos();
        DemoProgram.await("the others to agree that it is dead, and to have it back")
                .until(() -> {
                    assertAllIsWell(client);
                    return System.nanoTime() > end && told.stream().allMatch(demo.output()::contains);
                });
        assertThat(demo.pid(1)).isNotEqualTo(pid).matches(DemoProgram::alive);
    }

    private static void assertAllIsWell(KubernetesClient client) {
        assertThat(client.nodes().withName(DemoOptions.NODE).get())
                .extracting((Node node) -> Cluster.ready(node).orElse(""))
                .isEqualTo("True");
        assertThat(samples(client)).hasSize(10).allMatch(PodSummary::runs);
    }

    private static void assertEndsCleanly(DemoProgram demo) {
        var pids = pids(demo, 9);
        assertThat(pids).isNotEmpty();
        demo.signal("INT");
        assertThat(demo.awaitExit()).as(demo.output()).isZero();
        assertThat(pids).noneMatch(DemoProgram::alive);
        assertThat(demo.output()).endsWith("stopped\n");
    }

    private static List<Long> pids(DemoProgram demo, int atMost) {
        return IntStream.rangeClosed(1, atMost)
                .filter(replica -> Files.exists(demo.files().pid(replica)))
                .mapToObj(demo::pid)
                .toList();
    }

    private static List<Pod> samples(KubernetesClient client) {
        return client.pods()
                .inNamespace(SamplePods.NAMESPACE)
                .withLabel(SamplePods.APP_LABEL, SamplePods.APP)
                .list()
                .getItems();
    }

    /** Containers have the pod's working directory in their environment. */
    private static List<String> processesThatMention(String text) throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            List<String> found = new ArrayList<>();
            for (var process : processes) {
                if (mentions(process.resolve("environ"), text)) {
                    found.add(process.getFileName().toString());
                }
            }
            return found;
        }
    }

    private static boolean mentions(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }
}
