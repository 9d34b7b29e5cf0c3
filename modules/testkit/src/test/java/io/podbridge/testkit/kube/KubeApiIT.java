package io.podbridge.testkit.kube;

import static io.podbridge.testkit.kube.TestPods.done;
import static io.podbridge.testkit.kube.TestPods.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiObject;
import io.podbridge.core.kube.ApiResult.Conflict;
import io.podbridge.core.kube.ApiResult.Forbidden;
import io.podbridge.core.kube.ApiResult.NotFound;
import io.podbridge.core.kube.ApiResult.Refused;
import io.podbridge.core.kube.Fabric8KubeApi;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeApi.CallCount;
import io.podbridge.core.kube.KubeApi.PatchType;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.KubeSettings;
import io.podbridge.core.pod.Condition;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Phase;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against a real kube-apiserver. */
@WithControlPlane
class KubeApiIT {

    private static final Instant TIME = Instant.parse("2026-11-23T18:00:00Z");

    private final ControlPlane plane;
    private final KubeApi api;

    @TempDir
    Path directory;

    KubeApiIT(ControlPlane plane) {
        this.plane = plane;
        this.api = Fabric8KubeApi.open(KubeSettings.defaults().withKubeconfig(plane.adminKubeconfig()));
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void asksForTheVersion() {
        assertThat(done(api.version())).startsWith("v1.");
    }

    @Test
    void aStatusComesBackAsItWasWritten() {
        PodId id = TestPods.create(api, "status", "status");
        Pod pod = done(api.getPod(id));
        String version = pod.resourceVersion();
        for (PodStatus status : List.of(pending(), running(), restarted(), nothing(), failed())) {
            version = done(api.patchPodStatus(id, version, status));
            Pod now = done(api.getPod(id));
            assertThat(now.status()).isEqualTo(status);
            assertThat(now.resourceVersion()).isEqualTo(version);
        }
        assertThat(done(api.patchPodStatus(id, version, failed())))
                .as("nothing changed, nothing written")
                .isEqualTo(version);
    }

    @Test
    void leavesTheConditionsOfOthersAlone() {
        PodId id = TestPods.create(api, "others", "others");
        byte[] others = """
            {"status":{"conditions":[{"type":"example.com/gate","status":"True"}]}}
            """.getBytes(StandardCharsets.UTF_8);
        String path = "/api/v1/namespaces/default/pods/others";
        String version = done(api.patch(path + "/status", PatchType.STRATEGIC_MERGE, others))
                .resourceVersion();
        done(api.patchPodStatus(id, version, running()));
        assertThat(done(api.get(path)).json().at("/status/conditions").toString())
                .contains("example.com/gate");
    }

    @Test
    void writesOnlyAboutThePodAndTheVersionThatAreMeant() {
        PodId id = TestPods.create(api, "fence", "fence");
        Pod pod = done(api.getPod(id));
        String version = done(api.patchPodStatus(id, pod.resourceVersion(), running()));
        assertThat(problem(api.patchPodStatus(id, pod.resourceVersion(), failed())))
                .isInstanceOf(Conflict.class);
        PodId other = new PodId("5b6a29a8-0000-0000-0000-000000000000", id.namespace(), id.name());
        assertThat(problem(api.patchPodStatus(other, version, failed()))).isInstanceOf(Conflict.class);
        assertThat(api.calls())
                .as("a wrong UID with the right version is an invalid change to kube-apiserver")
                .contains(new CallCount("PATCH pods/status", 409, 1), new CallCount("PATCH pods/status", 422, 1));
        assertThat(problem(api.deletePod(other))).isInstanceOf(Conflict.class);
        assertThat(problem(api.getPod(other))).isInstanceOf(NotFound.class);
        done(api.deletePod(id));
        assertThat(problem(api.deletePod(id))).isInstanceOf(NotFound.class);
        assertThat(problem(api.patchPodStatus(id, version, failed()))).isInstanceOf(NotFound.class);
    }

    @Test
    void handlesObjectsOfAllKinds() {
        String leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
        byte[] lease = """
            {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"kinds"},
             "spec":{"holderIdentity":"kinds","leaseDurationSeconds":40}}
            """.getBytes(StandardCharsets.UTF_8);
        ApiObject made = done(api.create(leases, lease));
        assertThat(problem(api.create(leases, lease))).isInstanceOf(Conflict.class);
        ApiObject renewed =
                done(api.replace(leases + "/kinds", made.json().toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(renewed.uid()).isEqualTo(made.uid());
        byte[] patch = "{\"spec\":{\"holderIdentity\":\"other\"}}".getBytes(StandardCharsets.UTF_8);
        done(api.patch(leases + "/kinds", PatchType.MERGE, patch));
        assertThat(problem(api.replace(leases + "/kinds", made.json().toString().getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Conflict.class);
        assertThat(problem(api.create(leases, "{}".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Refused.class);
        done(api.delete(leases + "/kinds", made.uid()));
        assertThat(problem(api.get(leases + "/kinds"))).isInstanceOf(NotFound.class);
        assertThat(api.calls()).contains(new CallCount("GET leases", 404, 1));
    }

    @Test
    void listsMoreThanAPage() {
        List<PodId> made = IntStream.range(0, 501)
                .parallel()
                .mapToObj(i -> TestPods.create(api, "pages", "pages-" + i))
                .toList();
        KubeApi.PodList list = done(api.listPods(new PodScope("pages", true)));
        assertThat(list.pods()).extracting(Pod::id).containsExactlyInAnyOrderElementsOf(made);
        assertThat(api.calls()).contains(new CallCount("LIST pods", 200, 2));
    }

    @Test
    void narrowAndWideWatchesBringTheSame() throws InterruptedException {
        for (boolean wide : List.of(false, true)) {
            Events events = new Events();
            PodScope scope = new PodScope("watched", wide);
            String version = done(api.listPods(scope)).resourceVersion();
            TestPods.create(api, "not-watched", "not-watched-" + wide);
            PodId id = TestPods.create(api, "watched", "watched-" + wide);
            try (KubeApi.Watch watch = api.watchPods(scope, version, events)) {
                Pod added = events.changed();
                assertThat(added.id()).isEqualTo(id);
                done(api.patchPodStatus(id, added.resourceVersion(), running()));
                assertThat(events.changed().status()).isEqualTo(running());
                done(api.deletePod(id));
                // kube-apiserver sets the deletion timestamp before it removes the pod, and shows both.
                while (!events.next().equals(new Events.Event.Gone(id))) {
                    assertThat(watch).isNotNull();
                }
            }
        }
    }

    @Test
    void saysThatTheCertificateIsNotTrustedAndWhatItWasCheckedAgainst() throws IOException {
        String kubeconfig = Files.readString(plane.adminKubeconfig())
                .replaceAll("certificate-authority-data: [^}\\s]+", "certificate-authority: " + otherAuthority());
        try (KubeApi stranger = open(kubeconfig)) {
            assertThat(problem(stranger.version()))
                    .isInstanceOfSatisfying(
                            Forbidden.class, it -> assertThat(it.status()).isEqualTo(Forbidden.UNTRUSTED))
                    .extracting(it -> it.message())
                    .asString()
                    .contains("the certificate of " + plane.url() + " is not trusted")
                    .contains("other.crt");
        }
    }

    @Test
    void aWrongTokenIsForbidden() throws IOException {
        String kubeconfig = Files.readString(plane.adminKubeconfig())
                .replaceAll("user: \\{client-cert[^}]*}", "user: {token: wrong}");
        try (KubeApi stranger = open(kubeconfig)) {
            assertThat(problem(stranger.get("/api/v1/nodes/n1"))).isEqualTo(new Forbidden(401, "Unauthorized"));
        }
    }

    @Test
    void whatTheUserMayNotDoIsForbidden() {
        KubeSettings settings = KubeSettings.defaults().withKubeconfig(plane.kubeconfigFor("nobody"));
        try (KubeApi nobody = Fabric8KubeApi.open(settings)) {
            assertThat(problem(nobody.listPods(new PodScope("n1", false))))
                    .isInstanceOf(Forbidden.class)
                    .extracting(it -> it.message())
                    .asString()
                    .contains("\"nobody\" cannot list resource \"pods\"");
        }
    }

    private KubeApi open(String kubeconfig) throws IOException {
        Path file = Files.writeString(directory.resolve("kubeconfig"), kubeconfig);
        return Fabric8KubeApi.open(KubeSettings.defaults().withKubeconfig(file));
    }

    /** A certificate that has not signed the server's: it is the server's kind, and no authority of it. */
    private Path otherAuthority() throws IOException {
        Path other = plane.serverCertificate("other", List.of(), "127.0.0.1").certificate();
        return Files.copy(other, directory.resolve("other.crt"));
    }

    /** But for the generation: kube-apiserver does not take that back. */
    private static PodStatus nothing() {
        return new PodStatus(
                Phase.PENDING,
                "",
                "",
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    private static PodStatus pending() {
        return status(Phase.PENDING, List.of(), container(new ContainerState.Waiting("ContainerCreating", ""), 0));
    }

    private static PodStatus running() {
        return status(Phase.RUNNING, conditions(), container(new ContainerState.Running(TIME), 0));
    }

    private static PodStatus restarted() {
        return status(Phase.RUNNING, conditions(), container(new ContainerState.Running(TIME.plusSeconds(60)), 3));
    }

    private static PodStatus failed() {
        ContainerState ended = new ContainerState.Terminated(
                137, Optional.of(9), "OOMKilled", "out of \"memory\"", Optional.empty(), Optional.of(TIME));
        return new PodStatus(
                Phase.FAILED,
                "Evicted",
                "no room",
                conditions().subList(0, 2),
                List.of(),
                List.of(container(ended, 3)),
                Optional.of("10.0.0.2"),
                Optional.of("10.1.0.9"),
                Optional.of(TIME),
                1);
    }

    private static PodStatus status(Phase phase, List<Condition> conditions, ContainerStatus container) {
        ContainerStatus init = new ContainerStatus(
                "init",
                "init:1",
                Optional.of("simulated://init"),
                true,
                0,
                new ContainerState.Terminated(
                        0, Optional.empty(), "Completed", "", Optional.of(TIME), Optional.of(TIME)),
                Optional.empty());
        return new PodStatus(
                phase,
                "",
                "",
                conditions,
                List.of(init),
                List.of(container),
                Optional.of("10.0.0.1"),
                Optional.of("10.1.0.7"),
                Optional.of(TIME),
                1);
    }

    private static List<Condition> conditions() {
        return Stream.of("PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready")
                .map(type -> new Condition(type, true, "", "", Optional.of(TIME)))
                .toList();
    }

    private static ContainerStatus container(ContainerState state, int restarts) {
        Optional<ContainerState.Terminated> last = restarts == 0
                ? Optional.empty()
                : Optional.of(new ContainerState.Terminated(
                        1, Optional.empty(), "Error", "", Optional.of(TIME), Optional.of(TIME.plusSeconds(1))));
        Optional<String> id = state instanceof ContainerState.Waiting ? Optional.empty() : Optional.of("simulated://7");
        return new ContainerStatus("web", "web:1", id, state instanceof ContainerState.Running, restarts, state, last);
    }
}
