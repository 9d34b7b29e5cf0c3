package io.podbridge.testkit.kube;

import static io.podbridge.testkit.kube.TestPods.done;
import static io.podbridge.testkit.kube.TestPods.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kube.ApiResult;
import io.podbridge.core.kube.ApiResult.Unavailable;
import io.podbridge.core.kube.Fabric8KubeApi;
import io.podbridge.core.kube.KubeApi;
import io.podbridge.core.kube.KubeApi.PodScope;
import io.podbridge.core.kube.KubeSettings;
import io.podbridge.core.kube.PodWatchListener.End;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.testkit.controlplane.ControlPlane;
import io.podbridge.testkit.controlplane.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client makes of an API server that goes away, hangs, and comes back. */
@WithControlPlane(exclusive = true)
class KubeApiOutageIT {

    private static final PodScope SCOPE = new PodScope("outage", false);

    private final ControlPlane plane;

    @TempDir
    Path directory;

    KubeApiOutageIT(ControlPlane plane) {
        this.plane = plane;
    }

    @Test
    void goesOnWhenTheServerIsBack() throws Exception {
        try (KubeApi api = Fabric8KubeApi.open(settings(plane.adminKubeconfig()))) {
            Events events = new Events();
            String version = done(api.listPods(SCOPE)).resourceVersion();
            api.watchPods(SCOPE, version, events);
            TestPods.create(api, "outage", "before");
            assertThat(events.changed().id().name()).isEqualTo("before");

            plane.killApiServer();
            assertThat(events.end()).isNotEqualTo(new End.Expired());
            assertThat(problem(api.version())).isInstanceOf(Unavailable.class);
            assertThat(problem(api.version()).message()).contains("no connection to " + plane.url());

            plane.startApiServer();
            TestPods.create(api, "outage", "after");
            Events more = new Events();
            api.watchPods(SCOPE, done(api.listPods(SCOPE)).resourceVersion(), more);
            PodId last = TestPods.create(api, "outage", "last");
            assertThat(more.changed().id()).isEqualTo(last);

            Events tooOld = new Events();
            api.watchPods(SCOPE, "1", tooOld);
            assertThat(tooOld.end())
                    .as("what was before the restart is not in its memory")
                    .isEqualTo(new End.Expired());
        }
    }

    @Test
    void aServerThatHangsIsUnavailableAndItsWatchFails() throws Exception {
        try (KubeApi api = Fabric8KubeApi.open(settings(plane.adminKubeconfig()))) {
            Events events = new Events();
            api.watchPods(SCOPE, done(api.listPods(SCOPE)).resourceVersion(), events);
            TestPods.create(api, "outage", "hangs");
            assertThat(events.changed().id().name()).isEqualTo("hangs");
            plane.pauseApiServer();
            try {
                assertThat(problem(api.version())).isInstanceOf(Unavailable.class);
                assertThat(events.end()).isInstanceOf(End.Failed.class);
            } finally {
                plane.resumeApiServer();
            }
            assertThat(done(api.version())).startsWith("v1.");
        }
    }

    /** java.net.http would send the next requests into the dead connection as well, for a quarter of an hour. */
    @Test
    void aConnectionThatHasGoneSilentIsReplaced() throws Exception {
        try (FreezingProxy proxy = new FreezingProxy(plane.url().getPort());
                KubeApi api = Fabric8KubeApi.open(settings(through(proxy)))) {
            Events events = new Events();
            api.watchPods(SCOPE, done(api.listPods(SCOPE)).resourceVersion(), events);
            PodId id = TestPods.create(api, "outage", "frozen");
            assertThat(events.changed().id()).isEqualTo(id);
            proxy.freeze();
            assertThat(problem(api.getPod(id))).isInstanceOf(Unavailable.class);
            assertThat(events.end()).isInstanceOf(End.Failed.class);
            Pod pod = Awaitility.await()
                    .until(() -> KubeApi.found(get(api, id)), Optional::isPresent)
                    .orElseThrow();
            Events more = new Events();
            api.watchPods(SCOPE, done(api.listPods(SCOPE)).resourceVersion(), more);
            done(api.deletePod(pod.id()));
            assertThat(more.next()).isNotNull();
        }
    }

    private static ApiResult<Pod> get(KubeApi api, PodId id) {
        return api.getPod(id).toCompletableFuture().join();
    }

    private Path through(FreezingProxy proxy) throws IOException {
        String kubeconfig = Files.readString(plane.adminKubeconfig())
                .replace(":" + plane.url().getPort(), ":" + proxy.port());
        return Files.writeString(directory.resolve("kubeconfig"), kubeconfig);
    }

    private static KubeSettings settings(Path kubeconfig) {
        return new KubeSettings(
                Optional.of(kubeconfig),
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                1,
                64,
                100,
                Duration.ofMinutes(5),
                Duration.ofSeconds(1));
    }
}
