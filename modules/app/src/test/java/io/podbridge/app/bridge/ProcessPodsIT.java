package io.podbridge.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.Kubectl;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How single pods end, or do not, on two replicas with processes: as with a kubelet. */
@WithControlPlane(exclusive = true)
class ProcessPodsIT {
    private static final Duration SOON = Duration.ofMinutes(1);
    static final String BACK_OFF = "providers.process.back-off.initial=1s";

    /** The shell's stderr is closed: where its sleep dies of the same signal first, it writes "Terminated" there. */
    private static final String FLUSHING =
            "exec 2>/dev/null; trap 'sleep 2; echo flushed; exit 0' TERM; while :; do sleep 1 & wait $!; done";

    private static final Duration GRACE = Duration.ofSeconds(2);

    @Test
    @Timeout(600)
    void podsEndAsTheirProcessesDo(ControlPlane controlPlane) {
        try (var bridge = Bridge.ofProcesses(controlPlane, 2, BACK_OFF, "feed.resync-interval=1s", "pods.linger=1s")) {
            var kubectl = Kubectl.with(controlPlane.adminKubeconfig());
            isLeftAloneWhileAFinalizerHoldsIt(bridge, kubectl);
            endAsTheirProcessesDo(bridge, kubectl);
        }
    }

    @Test
    void theKubeletsCertificateIsRequestedWhereThatIsAskedFor(ControlPlane controlPlane) {
        try (var bridge = Bridge.ofProcesses(controlPlane, 1, "kubelet.request-certificate=true")) {
            var kubectl = Kubectl.with(controlPlane.adminKubeconfig());
            ready(new ProcessPods(bridge), "served");
            Bridge.await("the request", SOON)
                    .untilAsserted(() -> assertThat(kubectl.run("get", "csr").outOrFail())
                            .contains("kubelet-serving-" + Bridge.NODE, "kubernetes.io/kubelet-serving", "Pending"));
            assertThat(kubectl.run("exec", "served", "--", "echo", "meanwhile").outOrFail())
                    .isEqualTo("meanwhile\n");
        }
    }

    static void endAsTheirProcessesDo(Bridge bridge, Kubectl kubectl) {
        var pods = new ProcessPods(bridge);
        endsLikeAJob(pods);
        endsWithItsSidecar(pods, kubectl);
        saysThatItIsNotDebugged(bridge, pods, kubectl);
        crashes(pods);
        endsWithItsGrace(pods, kubectl);
        endsWithoutGrace(pods, kubectl);
        pods.deleteAll();
    }

    private static void endsLikeAJob(ProcessPods pods) {
        Pod good = pods.make("good", "OnFailure", "exit 0");
        Pod bad = pods.make("bad", "Never", "exit 3");
        Bridge.await("the jobs to end", SOON).untilAsserted(() -> {
            assertThat(pods.now(good).getStatus().getPhase()).isEqualTo("Succeeded");
            assertThat(pods.now(bad).getStatus().getPhase()).isEqualTo("Failed");
        });
        var how = ProcessPods.container(pods.now(bad)).getState().getTerminated();
        assertThat(how.getExitCode()).isEqualTo(3);
        assertThat(how.getReason()).isEqualTo("Error");
    }

    /** Each time that the object is shown again the platform was asked to delete it, and the user told that it had. */
    private static void isLeftAloneWhileAFinalizerHoldsIt(Bridge bridge, Kubectl kubectl) {
        var pods = new ProcessPods(bridge);
        Pod pod = pods.make("held", "Always", ProcessPods.OBEDIENT);
        Bridge.await("it to be ready", SOON).until(() -> ProcessPods.ready(pods.now(pod)));
        kubectl.run("patch", "pod", "held", "-p", "{\"metadata\":{\"finalizers\":[\"example.com/hold\"]}}")
                .outOrFail();
        kubectl.run("delete", "pod", "held", "--wait=false").outOrFail();
        Bridge.await("its end", SOON)
                .until(() -> pods.now(pod).getMetadata().getDeletionGracePeriodSeconds() == 0
                        && !deletions(bridge).isEmpty());
        var told = deletions(bridge);
        var version = pods.now(pod).getMetadata().getResourceVersion();
        Bridge.await("silence", SOON).during(Duration.ofSeconds(6)).untilAsserted(() -> {
            assertThat(deletions(bridge)).isEqualTo(told).hasSize(1);
            assertThat(pods.now(pod).getMetadata().getResourceVersion()).isEqualTo(version);
        });
        kubectl.run("patch", "pod", "held", "-p", "{\"metadata\":{\"finalizers\":null}}")
                .outOrFail();
        Bridge.await("it to go", SOON).until(() -> pods.now(pod) == null);
    }

    private static List<String> deletions(Bridge bridge) {
        return bridge.events("held").stream()
                .filter(event -> event.getReason().equals("ProviderDeleteSuccess"))
                .map(event ->
                        event.getMetadata().getName() + event.getMetadata().getResourceVersion())
                .toList();
    }

    /** The sidecar writes out what it holds after the others have ended, and only then the pod is over. */
    @SuppressWarnings("try") // The watch is there for as long as it is open.
    private static void endsWithItsSidecar(ProcessPods pods, Kubectl kubectl) {
        var seen = new CopyOnWriteArrayList<Pod>();
        try (var watch = pods.watch("flushing", seen)) {
            Pod pod = pods.makeWithSidecar("flushing", FLUSHING, "sleep 1; exit 0");
            Bridge.await("the pod to end", SOON)
                    .until(() -> pods.now(pod).getStatus().getPhase().equals("Succeeded"));
            assertThat(seen)
                    .filteredOn(version -> version.getStatus().getPhase().equals("Succeeded"))
                    .allSatisfy(version -> assertThat(version.getStatus().getInitContainerStatuses())
                            .allMatch(sidecar -> sidecar.getState().getRunning() == null));
            assertThat(kubectl.run("logs", "flushing", "-c", "sidecar").outOrFail())
                    .isEqualTo("flushed\n");
        }
    }

    /** kubectl waits for the status of the container that it added, and shows the message. */
    private static void saysThatItIsNotDebugged(Bridge bridge, ProcessPods pods, Kubectl kubectl) {
        Pod pod = ready(pods, "debugged");
        kubectl.run("debug", "debugged", "--image=example.org/image", "-c", "dbg", "--", "true")
                .outOrFail();
        Bridge.await("the answer", SOON)
                .untilAsserted(() -> assertThat(pods.now(pod).getStatus().getEphemeralContainerStatuses())
                        .singleElement()
                        .matches(status ->
                                status.getState().getWaiting().getMessage().contains("ephemeralContainers")));
        Bridge.await("the Event", SOON)
                .untilAsserted(() -> assertThat(bridge.events("debugged"))
                        .anyMatch(event -> event.getReason().equals("UnsupportedFields")));
        assertThat(ProcessPods.ready(pods.now(pod))).isTrue();
    }

    private static void crashes(ProcessPods pods) {
        Pod crashing = pods.make("crashing", "Always", "exit 7");
        Bridge.await("the back-off", SOON)
                .untilAsserted(() -> assertThat(ProcessPods.container(pods.now(crashing))
                                .getState()
                                .getWaiting()
                                .getReason())
                        .isEqualTo("CrashLoopBackOff"));
        Bridge.await("more restarts", SOON).untilAsserted(() -> {
            var container = ProcessPods.container(pods.now(crashing));
            assertThat(container.getRestartCount()).isGreaterThanOrEqualTo(3);
            assertThat(container.getLastState().getTerminated().getExitCode()).isEqualTo(7);
        });
        assertThat(pods.now(crashing).getStatus().getPhase()).isEqualTo("Running");
    }

    private static void endsWithItsGrace(ProcessPods pods, Kubectl kubectl) {
        Pod deaf = ready(pods, "deaf");
        long begun = System.nanoTime();
        kubectl.run("delete", "pod", "deaf", "--grace-period=" + GRACE.toSeconds())
                .outOrFail();
        var took = Duration.ofNanos(System.nanoTime() - begun);
        System.out.printf("a deaf pod went %d ms after a deletion with %s%n", took.toMillis(), GRACE);
        assertThat(took).isGreaterThan(GRACE);
        assertThat(pods.containers().of(ProcessPods.uid(deaf))).isEmpty();
    }

    private static void endsWithoutGrace(ProcessPods pods, Kubectl kubectl) {
        Pod now = ready(pods, "now");
        kubectl.run("delete", "pod", "now", "--now").outOrFail();
        assertThat(pods.containers().of(ProcessPods.uid(now))).isEmpty();
        Pod forced = ready(pods, "forced");
        kubectl.run("delete", "pod", "forced", "--force", "--grace-period=0").outOrFail();
        Bridge.await("the process to go", SOON)
                .until(() -> pods.containers().of(ProcessPods.uid(forced)).isEmpty());
    }

    private static Pod ready(ProcessPods pods, String name) {
        Pod pod = pods.make(name, "Always", ProcessPods.DEAF);
        Bridge.await(name + " to be ready", SOON).until(() -> ProcessPods.ready(pods.now(pod)));
        return pod;
    }
}
