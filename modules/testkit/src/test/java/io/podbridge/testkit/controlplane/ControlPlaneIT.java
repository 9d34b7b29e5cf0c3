package io.podbridge.testkit.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The control plane is a real one, survives what tests do to it, and leaves nothing behind. */
@WithControlPlane
class ControlPlaneIT {

    @Test
    void answersKubectl(ControlPlane controlPlane) {
        Kubectl kubectl = Kubectl.with(controlPlane.adminKubeconfig());

        assertThat(kubectl.run("get", "--raw", "/readyz").outOrFail()).isEqualTo("ok");
        assertThat(kubectl.run("get", "--raw", "/version").outOrFail()).contains("\"gitVersion\": \"v1.");
        assertThat(kubectl.run("get", "pod", "no-such-pod")).satisfies(result -> {
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains("NotFound");
        });
    }

    @Test
    void knowsUsersByTheirCertificate(ControlPlane controlPlane) {
        Kubectl kubectl = Kubectl.with(controlPlane.kubeconfigFor("jane", "developers", "testers"));

        assertThat(kubectl.run("auth", "whoami", "-o", "yaml").outOrFail())
                .contains("username: jane", "- developers", "- testers");
        assertThat(kubectl.run("get", "pods").err()).contains("Forbidden");
    }

    @Test
    void keepsItsDataOverARestart() {
        try (ControlPlane controlPlane = ControlPlane.start();
                KubernetesClient admin = controlPlane.adminClient()) {
            String uid = createPod(admin, "survivor").getMetadata().getUid();
            long firstProcess = controlPlane.pids().get("kube-apiserver");

            controlPlane.stopApiServer();
            assertThat(controlPlane.pids()).containsOnlyKeys("etcd");
            controlPlane.startApiServer();

            assertThat(controlPlane.pids().get("kube-apiserver")).isNotEqualTo(firstProcess);
            assertThat(getPod(admin, "survivor").getMetadata().getUid()).isEqualTo(uid);
        }
    }

    @Test
    void keepsItsDataOverACrash() {
        try (ControlPlane controlPlane = ControlPlane.start();
                KubernetesClient admin = controlPlane.adminClient()) {
            createPod(admin, "survivor");

            controlPlane.killApiServer();
            controlPlane.startApiServer();

            assertThat(getPod(admin, "survivor")).isNotNull();
        }
    }

    @Test
    void answersAgainAfterAPause() {
        try (ControlPlane controlPlane = ControlPlane.start()) {
            Kubectl kubectl = Kubectl.with(controlPlane.adminKubeconfig());

            controlPlane.pauseApiServer();
            assertThat(kubectl.run("get", "--raw", "/readyz", "--request-timeout=1s")
                            .exitCode())
                    .isNotZero();
            controlPlane.resumeApiServer();

            assertThat(kubectl.run("get", "--raw", "/readyz").outOrFail()).isEqualTo("ok");
        }
    }

    @Test
    void leavesNothingBehind() {
        ControlPlane controlPlane = ControlPlane.start();
        Collection<Long> pids = controlPlane.pids().values();
        assertThat(pids).hasSize(2).allMatch(ControlPlaneIT::isRunning);
        assertThat(controlPlane.usage().get("kube-apiserver").residentBytes()).isGreaterThan(50_000_000);
        controlPlane.pauseApiServer(); // a process that is halted must not be left halted

        controlPlane.close();

        assertThat(pids).noneMatch(ControlPlaneIT::isRunning);
        assertThat(Files.exists(controlPlane.directory())).isFalse();
        controlPlane.close();
    }

    @Test
    void saysWhyAServerDidNotStart() {
        ControlPlaneOptions options = ControlPlaneOptions.plain().withApiServerFlags("--no-such-flag");
        List<Long> before = children();

        assertThatThrownBy(() -> ControlPlane.start(options))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("kube-apiserver")
                .hasMessageContaining("unknown flag: --no-such-flag");
        assertThat(children()).isEqualTo(before);
    }

    private static Pod createPod(KubernetesClient client, String name) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("example.invalid/none")
                .endContainer()
                .endSpec()
                .build();
        return client.resource(pod).create();
    }

    private static Pod getPod(KubernetesClient client, String name) {
        return client.pods().inNamespace("default").withName(name).require();
    }

    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static List<Long> children() {
        return ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }
}
