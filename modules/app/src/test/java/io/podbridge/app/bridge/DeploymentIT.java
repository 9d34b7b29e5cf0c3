package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.podbridge.testkit.cluster.LocalReplica;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.Kubectl;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A Deployment, as users make it: through the real scheduler and controller-manager, with kubectl, run as processes of
 * three replicas.
 */
@WithControlPlane(scheduler = true, controllerManager = true, exclusive = true)
class DeploymentIT {
    private static final String MANIFEST = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: default}
        spec:
          replicas: 10
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              tolerations: [{key: virtual-kubelet.io/provider, operator: Exists}]
              containers:
              - name: main
                image: example.org/image
                command: [sh, -c, "%s"]
                env:
                - {name: BRIDGE_TEST, value: "%s"}
                - {name: BRIDGE_POD_UID, valueFrom: {fieldRef: {fieldPath: metadata.uid}}}
        """;
    private static final String REFUSED = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: refused, namespace: default}
        spec:
          selector: {matchLabels: {app: refused}}
          template:
            metadata: {labels: {app: refused}}
            spec:
              tolerations: [{key: virtual-kubelet.io/provider, operator: Exists}]
              containers:
              - name: main
                image: example.org/image
                command: [sleep, "600"]
                readinessProbe: {exec: {command: ["true"]}}
                volumeMounts: [{name: scratch, mountPath: /scratch}]
              volumes: [{name: scratch, emptyDir: {}}]
        """;
    private static final String KEEPER = "io.podbridge.provider.process.Keeper";

    @Test
    @Timeout(900)
    void aDeploymentRunsScalesRollsAndGoes(ControlPlane controlPlane) {
        try (var bridge = Bridge.ofProcesses(controlPlane, 3)) {
            var pods = new ProcessPods(bridge);
            var kubectl = Kubectl.with(controlPlane.adminKubeconfig());
            try (var doubles = new DoubleWatch(pods.containers())) {
                runs(bridge, pods, kubectl);
                scales(bridge, pods, kubectl);
                rolls(bridge, pods, kubectl);
                goes(bridge, pods, kubectl);
                refusesWithoutSpinning(bridge, kubectl);
                assertThat(doubles.doubles()).isEmpty();
            }
            apply(kubectl, pods, ProcessPods.OBEDIENT);
            rolledOut(kubectl);
            endsWithItsReplicas(bridge, pods);
        }
    }

    private static void apply(Kubectl kubectl, ProcessPods pods, String script) {
        kubectl.runWithInput(MANIFEST.formatted(script, pods.test()), "apply", "-f", "-")
                .outOrFail();
    }

    private static void rolledOut(Kubectl kubectl) {
        var status = kubectl.run("rollout", "status", "deployment/web", "--timeout=55s");
        assertThat(status.exitCode())
                .as(() -> status.err() + kubectl.run("describe", "pods").out())
                .isZero();
    }

    private static void runs(Bridge bridge, ProcessPods pods, Kubectl kubectl) {
        long begun = System.nanoTime();
        apply(kubectl, pods, ProcessPods.OBEDIENT);
        rolledOut(kubectl);
        say("10 pods rolled out", begun);
        assertThat(bridge.pods()).hasSize(10).allMatch(ProcessPods::ready);
        assertThat(pods.containers().running()).hasSize(10);
        assertThat(bridge.pods().stream().map(ProcessPods::port).distinct()).hasSizeGreaterThan(1);
        assertTokenIsReported(bridge.pods(), kubectl);
    }

    /** Admission has added the volume of the account's token to each: the user is told that it is not there. */
    private static void assertTokenIsReported(List<Pod> pods, Kubectl kubectl) {
        assertThat(pods)
                .allSatisfy(pod -> assertThat(pod.getSpec().getVolumes()).hasSize(1));
        Bridge.await("an Event about the token", Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                kubectl.run("get", "events", "-o", "wide").outOrFail())
                        .contains("serviceAccountToken"));
    }

    private static void scales(Bridge bridge, ProcessPods pods, Kubectl kubectl) {
        long begun = System.nanoTime();
        kubectl.run("scale", "deployment/web", "--replicas=3").outOrFail();
        Bridge.await("3 pods", Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(bridge.pods()).hasSize(3).allMatch(ProcessPods::ready);
            assertThat(pods.containers().running()).hasSize(3);
        });
        say("scaled to 3", begun);
    }

    private static void rolls(Bridge bridge, ProcessPods pods, Kubectl kubectl) {
        long begun = System.nanoTime();
        List<String> before = bridge.pods().stream().map(ProcessPods::uid).toList();
        var another = MANIFEST.replace("replicas: 10", "replicas: 3")
                .formatted("echo new; " + ProcessPods.OBEDIENT, pods.test());
        kubectl.runWithInput(another, "apply", "-f", "-").outOrFail();
        rolledOut(kubectl);
        Bridge.await("only new pods", Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(bridge.pods())
                    .hasSize(3)
                    .allMatch(ProcessPods::ready)
                    .noneMatch(pod -> before.contains(ProcessPods.uid(pod)));
            assertThat(pods.containers().running()).hasSize(3);
        });
        say("rolled", begun);
    }

    private static void goes(Bridge bridge, ProcessPods pods, Kubectl kubectl) {
        long begun = System.nanoTime();
        kubectl.run("delete", "deployment/web").outOrFail();
        Bridge.await("no pods", Duration.ofMinutes(1)).until(() -> bridge.pods().isEmpty());
        pods.awaitNoneLeft();
        say("deleted", begun);
    }

    /** The ReplicaSet would replace a pod that failed in the same second: see Kubernetes issue 108152. */
    private static void refusesWithoutSpinning(Bridge bridge, Kubectl kubectl) {
        kubectl.runWithInput(REFUSED, "apply", "-f", "-").outOrFail();
        Bridge.await("the pod to say what is wrong", Duration.ofSeconds(30))
                .during(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(bridge.pods()).singleElement().satisfies(pod -> {
                    assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
                    assertThat(ProcessPods.container(pod)
                                    .getState()
                                    .getWaiting()
                                    .getMessage())
                            .contains("containers[].readinessProbe", "containers[].volumeMounts", "volumes[].emptyDir")
                            .doesNotContain("volumes[].name");
                }));
        kubectl.run("delete", "deployment/refused").outOrFail();
        Bridge.await("it to go", Duration.ofSeconds(10))
                .until(() -> bridge.pods().isEmpty());
    }

    private static void endsWithItsReplicas(Bridge bridge, ProcessPods pods) {
        String directory = bridge.directory().toString();
        assertThat(Containers.withCommand(KEEPER)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(pods.containers().running()).hasSize(10);
        List<Long> keepers = keepersOf(bridge);
        assertThat(keepers).hasSize(3);
        long begun = System.nanoTime();
        bridge.cluster().replicas().forEach(LocalReplica::terminate);
        bridge.cluster()
                .replicas()
                .forEach(replica -> assertThat(replica.awaitExit(Duration.ofMinutes(1)))
                        .as(directory)
                        .isPresent());
        say("all replicas stopped", begun);
        pods.awaitNoneLeft();
        Bridge.await("every keeper to go", Duration.ofSeconds(30))
                .until(() -> Containers.withCommand(KEEPER).stream().noneMatch(keepers::contains));
    }

    private static List<Long> keepersOf(Bridge bridge) {
        return bridge.cluster().replicas().stream()
                .flatMap(replica -> Containers.withCommand(KEEPER).stream()
                        .filter(pid -> ProcessHandle.of(pid)
                                .flatMap(ProcessHandle::parent)
                                .filter(parent -> parent.pid() == replica.pid())
                                .isPresent()))
                .toList();
    }

    private static void say(String what, long since) {
        System.out.printf(
                "%s after %d ms%n",
                what, Duration.ofNanos(System.nanoTime() - since).toMillis());
    }
}
