package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.podbridge.testkit.cluster.LocalReplica;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import io.podbridge.testkit.kubectl.Collected;
import io.podbridge.testkit.kubectl.KubectlProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** kubectl logs, exec and attach while replicas come and go, through the real kube-apiserver. */
@WithControlPlane(exclusive = true)
@Timeout(600)
class KubeletIT {
    /** A line every now and then, and gone at once when it is asked. */
    private static final String TALKING =
            "trap 'exit 0' TERM; n=0; while :; do n=$((n+1)); echo tick $n; sleep 0.2; done";

    private static final int PODS = 8;
    private static final String READER = "kubelet-reader";

    /** What is promised: after the death of the replica that the Node names. */
    private static final Duration BACK = Duration.ofSeconds(10);

    private static BridgeOfThree three;
    private static Bridge bridge;
    private static EntityProbe members;
    private static KubectlProgram kubectl;

    private final List<String> pods = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    static void start(ControlPlane controlPlane) throws IOException {
        three = new BridgeOfThree(Bridge.ofProcesses(controlPlane, BridgeOfThree.REPLICAS));
        bridge = three.bridge();
        members = three.members();
        kubectl = KubectlProgram.newest(controlPlane.adminKubeconfig())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        three.close();
    }

    /** Three replicas, and pods that talk on each of them. */
    @BeforeEach
    void whole() {
        three.mend();
        // Which replica gets a pod is chance.
        do {
            bridge.deleteAllPods();
            makePods();
        } while (pods.stream().map(KubeletIT::holder).distinct().count() < BridgeOfThree.REPLICAS);
    }

    @AfterEach
    void endKubectls() {
        processes.forEach(Process::destroyForcibly);
    }

    private void makePods() {
        var made = new ProcessPods(bridge);
        List<Pod> all = new ArrayList<>();
        pods.clear();
        for (int i = 0; i < PODS; i++) {
            all.add(made.make("talking-" + i, "Always", TALKING));
            pods.add("talking-" + i);
        }
        made.awaitReady(all);
    }

    @Test
    void anotherReplicaAnswersWhenTheOneDiesThatTheNodeNames() throws IOException {
        for (int round = 0; round < 2; round++) {
            // One that is still on its way in has no vote, and a second death would leave no majority.
            members.awaitUp(BridgeOfThree.REPLICAS);
            awaitEveryPodAnswers();
            var named = named();
            var elsewhere = podNotOn(named);
            assertThat(kubectl("logs", elsewhere, "--tail=1")).startsWith("tick ");
            members.willKill(named.port("cluster"));
            named.kill9();
            long killed = System.nanoTime();
            Bridge.await("logs to work again", BACK)
                    .untilAsserted(() ->
                            assertThat(kubectl("logs", elsewhere, "--tail=1")).startsWith("tick "));
            Bridge.await("exec to work again", BACK)
                    .untilAsserted(() -> assertThat(kubectl("exec", elsewhere, "--", "echo", "here"))
                            .isEqualTo("here\n"));
            System.out.printf(
                    "kubectl logs and exec work again %d ms after the kill%n",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed));
            assertThat(named()).isNotEqualTo(named);
            bridge.startAll();
        }
    }

    @Test
    void whatIsStreamingFailsWhenAReplicaIsStopped() throws Exception {
        var named = named();
        var own = exec(podOn(named));
        var relayed = exec(podNotOn(named));
        members.willKill(named.port("cluster"));
        named.terminate();
        for (var exec : List.of(own, relayed)) {
            assertThat(exec.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(exec.process().exitValue()).as(exec.err().whole()).isNotZero();
            assertThat(exec.err().whole()).contains("the replica is shutting down");
        }
        assertThat(named.awaitExit(Duration.ofMinutes(1))).isPresent();
    }

    @Test
    void whatIsStreamingFailsWhenTheReplicaOfThePodDies() throws Exception {
        String pod = podNotOn(named());
        var exec = exec(pod);
        var log = start("logs", "-f", pod);
        Bridge.await("the log", Duration.ofSeconds(20))
                .until(() -> !log.out().text().isEmpty());
        members.willKill(holder(pod).port("cluster"));
        holder(pod).kill9();
        assertThat(exec.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(exec.process().exitValue()).as(exec.err().whole()).isNotZero();
        // Of the broken log kube-apiserver says nothing to kubectl, which ends as if that was all.
        assertThat(log.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theNodeAnswersForThePodsOfAllReplicas() throws Exception {
        var attached = start("attach", podNotOn(named()));
        Bridge.await("the output", Duration.ofSeconds(20))
                .until(() -> attached.out().text().contains("tick "));
        attached.process().destroyForcibly();
        kubectl("create", "serviceaccount", READER);
        kubectl(
                "create",
                "clusterrolebinding",
                READER,
                "--clusterrole=system:kubelet-api-admin",
                "--serviceaccount=default:" + READER);
        String token = kubectl("create", "token", READER).strip();
        for (var replica : bridge.cluster().replicas()) {
            var kubelet = new KubeletClient(replica.port("kubelet"), token);
            pods.forEach(pod -> {
                assertThat(kubelet.get("/metrics/resource")).contains("pod=\"" + pod + "\"");
                assertThat(kubelet.get("/stats/summary")).contains("\"name\":\"" + pod + "\"");
                assertThat(kubelet.get("/pods")).contains("\"name\":\"" + pod + "\"");
                assertThat(kubelet.get("/runningpods/")).contains("\"name\":\"" + pod + "\"");
            });
            assertThat(kubelet.get("/configz")).contains("\"provider\":\"process\"");
        }
    }

    /** A kubectl that runs. */
    private record Running(Process process, Collected out, Collected err) {}

    /** The replica whose kubelet API the Node names. */
    private static LocalReplica named() {
        int port = bridge.node()
                .getStatus()
                .getDaemonEndpoints()
                .getKubeletEndpoint()
                .getPort();
        return bridge.cluster().replicas().stream()
                .filter(replica -> replica.port("kubelet") == port)
                .findFirst()
                .orElseThrow();
    }

    private static LocalReplica holder(String pod) {
        return bridge.replicaAt(ProcessPods.port(bridge.pod(pod)));
    }

    private String podOn(LocalReplica replica) {
        return pods.stream().filter(pod -> holder(pod) == replica).findFirst().orElseThrow();
    }

    private String podNotOn(LocalReplica replica) {
        return pods.stream().filter(pod -> holder(pod) != replica).findFirst().orElseThrow();
    }

    /** What it prints; it must end well. */
    private static String kubectl(String... arguments) {
        var result = kubectl.run(new byte[0], arguments);
        assertThat(result.code()).as(result.err()).isZero();
        return result.text();
    }

    private Running start(String... arguments) throws IOException {
        Process process = kubectl.start(arguments);
        processes.add(process);
        return new Running(process, Collected.of(process.getInputStream()), Collected.of(process.getErrorStream()));
    }

    /** A command that would go on for long, once it runs. */
    private Running exec(String pod) throws IOException {
        var exec = start("exec", pod, "--", "sh", "-c", "sleep 0.5; echo running; sleep 1000");
        Bridge.await("the command to run", Duration.ofSeconds(20))
                .until(() -> exec.out().text().contains("running"));
        return exec;
    }

    private void awaitEveryPodAnswers() {
        Bridge.await("every pod to answer", Duration.ofMinutes(2))
                .untilAsserted(() -> pods.forEach(pod ->
                        assertThat(kubectl("exec", pod, "--", "echo", pod)).isEqualTo(pod + "\n")));
    }
}
