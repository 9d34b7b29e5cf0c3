package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.Kubectl;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person sees and does with kubectl. */
@WithControlPlane(exclusive = true)
class KubectlIT {
    private static final Duration SOON = Duration.ofMinutes(1);

    /** Longer than any test: an object that went only at its end would not go. */
    private static final long GRACE_SECONDS = 3600;

    private static Bridge bridge;
    private static Kubectl kubectl;

    @BeforeAll
    static void start(ControlPlane controlPlane) {
        kubectl = Kubectl.with(controlPlane.adminKubeconfig());
        bridge = Bridge.start(controlPlane, 1);
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void getShowsTheNodeAndItsPods() {
        bridge.create(TestPod.of("seen"));
        awaitRow("seen", "1/1 +Running +0 ");
        assertThat(kubectl.run("get", "node", Bridge.NODE).outOrFail())
                .containsPattern("podbridge +Ready +agent +\\S+ +v\\S+-podbridge");
        assertThat(kubectl.run("get", "pod", "seen", "-o", "wide").outOrFail()).contains(Bridge.NODE);
        assertThat(kubectl.run("describe", "node", Bridge.NODE).outOrFail())
                .contains("virtual-kubelet.io/provider=simulated:NoSchedule", "ProviderAvailable", "default  ");
    }

    @ParameterizedTest
    @CsvSource({"0, Succeeded, Completed", "3, Failed, Error"})
    void describeShowsHowAPodEnded(int exitCode, String phase, String reason) {
        String name = "ends-with-" + exitCode;
        bridge.create(TestPod.simulated(name, "Never", Map.of("run-time", "1500ms", "exit-code", "" + exitCode)));
        awaitPhase(name, phase);
        assertThat(describe(name))
                .containsPattern("Status: +" + phase)
                .containsPattern("State: +Terminated")
                .containsPattern("Reason: +" + reason)
                .containsPattern("Exit Code: +" + exitCode)
                .containsPattern("Restart Count: +0");
        assertThat(row(name)).containsPattern("0/1 +" + reason + " +0 ");
        var end = bridge.pod(name)
                .getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getTerminated();
        assertThat(end.getFinishedAt()).as("later than " + end.getStartedAt()).isGreaterThan(end.getStartedAt());
        assertThat(describe(name)).containsPattern("Started: +\\w{3}, ").containsPattern("Finished: +\\w{3}, ");
    }

    @Test
    void aContainerThatKeepsEndingIsInCrashLoopBackOff() {
        bridge.create(TestPod.simulated("crashes", "Always", Map.of("run-time", "200ms", "exit-code", "1")));
        awaitRow("crashes", "0/1 +CrashLoopBackOff +[1-9]");
        assertThat(describe("crashes"))
                .containsPattern("State: +Waiting")
                .containsPattern("Reason: +CrashLoopBackOff")
                .containsPattern("Last State: +Terminated")
                .containsPattern("Exit Code: +1");
    }

    @Test
    void deleteEndsWhenTheContainersHaveStopped() {
        var pod = bridge.create(withGrace(TestPod.of("graceful")));
        awaitPhase("graceful", "Running");
        kubectl.run("delete", "pod", "graceful", "--timeout=50s").outOrFail();
        assertThat(kubectl.run("get", "pod", "graceful").err()).contains("NotFound");
        assertDeletedOnce(pod);
    }

    @Test
    void deleteWaitsForAContainerThatTakesItsTime() {
        var slow = TestPod.simulated("slow", "Always", Map.of("stop-latency", "5s"));
        var pod = bridge.create(withGrace(slow));
        awaitPhase("slow", "Running");
        kubectl.run("delete", "pod", "slow", "--wait=false").outOrFail();
        assertThat(row("slow")).containsPattern("Terminating");
        Bridge.await("the pod to go", SOON)
                .until(() -> kubectl.run("get", "pod", "slow").err().contains("NotFound"));
        assertDeletedOnce(pod);
    }

    @Test
    void aForcedDeleteLeavesNothingRunning() {
        var pod = bridge.create(withGrace(TestPod.of("forced")));
        awaitPhase("forced", "Running");
        kubectl.run("delete", "pod", "forced", "--grace-period=0", "--force").outOrFail();
        assertDeletedOnce(pod);
    }

    @Test
    void aPodWaitsForItsConfigMapAndSaysSo() {
        bridge.create(new PodBuilder(TestPod.of("configured"))
                .editSpec()
                .editFirstContainer()
                .addNewEnv()
                .withName("COLOUR")
                .withNewValueFrom()
                .withNewConfigMapKeyRef("colour", "settings", false)
                .endValueFrom()
                .endEnv()
                .endContainer()
                .endSpec()
                .build());
        awaitRow("configured", "0/1 +CreateContainerConfigError +0 ");
        assertThat(describe("configured")).contains("settings").containsPattern("Reason: +CreateContainerConfigError");
        bridge.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("settings")
                        .withNamespace("default")
                        .endMetadata()
                        .addToData("colour", "blue")
                        .build())
                .create();
        awaitRow("configured", "1/1 +Running +0 ");
    }

    private static Pod withGrace(Pod pod) {
        return new PodBuilder(pod)
                .editSpec()
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .endSpec()
                .build();
    }

    /** Whatever became of the object: nothing of the pod is left on the platform. */
    private static void assertDeletedOnce(Pod pod) {
        String uid = pod.getMetadata().getUid();
        Bridge.await("the platform to have deleted it", SOON).untilAsserted(() -> {
            var counts = bridge.audit().counts().get(uid);
            assertThat(counts.created()).isEqualTo(1);
            assertThat(counts.deleted()).isEqualTo(1);
        });
    }

    private static void awaitPhase(String name, String phase) {
        Bridge.await(name + " to be " + phase, SOON)
                .until(() -> bridge.pod(name).getStatus().getPhase().equals(phase));
    }

    private static void awaitRow(String name, String pattern) {
        Bridge.await(name + " to show as " + pattern, SOON)
                .untilAsserted(() -> assertThat(row(name)).containsPattern(pattern));
    }

    private static String row(String name) {
        return kubectl.run("get", "pod", name, "--no-headers").outOrFail();
    }

    private static String describe(String name) {
        return kubectl.run("describe", "pod", name).outOrFail();
    }
}
