package io.podbridge.core.lifecycle;

import io.podbridge.core.lifecycle.protocol.LifecycleContext;
import io.podbridge.core.lifecycle.protocol.LifecycleSettings;
import io.podbridge.core.lifecycle.status.Ending;
import io.podbridge.core.lifecycle.status.History;
import io.podbridge.core.lifecycle.status.PodStatusView;
import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.ContainerState;
import io.podbridge.core.pod.ContainerStatus;
import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.Manifest;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.PodReport;
import io.podbridge.core.pod.PodSpec;
import io.podbridge.core.pod.PodStatus;
import io.podbridge.core.pod.ProviderFailure;
import io.podbridge.core.pod.RestartPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Pods and reports to test with. */
final class Pods {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final PodId ID = new PodId("uid-1", "default", "web");
    static final LifecycleSettings REMOTE = settings(false);
    static final LifecycleSettings LOCAL = settings(true);
    static final ProviderFailure.Invalid INVALID = new ProviderFailure.Invalid("UnsupportedField", "no GPUs here");
    static final ProviderFailure.Rejected REJECTED =
            new ProviderFailure.Rejected("ErrImagePull", "no such image", Optional.empty());
    static final ProviderFailure.Unavailable UNAVAILABLE =
            new ProviderFailure.Unavailable("ProviderUnavailable", "no answer", Optional.empty());

    private Pods() {}

    static LifecycleSettings settings(boolean replicaLocal) {
        return new LifecycleSettings(
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                "10.0.0.1",
                replicaLocal);
    }

    static LifecycleContext at(Instant now) {
        return new LifecycleContext(now, 0, REMOTE);
    }

    static Container container(String name, String image) {
        return container(name, image, false);
    }

    static Container sidecar(String name, String image) {
        return container(name, image, true);
    }

    private static Container container(String name, String image, boolean restartable) {
        return new Container(
                name,
                image,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                restartable,
                Container.Input.NONE);
    }

    static PodSpec spec(RestartPolicy policy, Optional<Duration> deadline, String image, String... names) {
        var containers = Stream.of(names).map(name -> container(name, image)).toList();
        return new PodSpec(
                policy,
                Duration.ofSeconds(30),
                deadline,
                "",
                "web",
                List.of(),
                containers,
                Set.of("containers[].name"));
    }

    static Pod pod(RestartPolicy policy) {
        return pod("1", spec(policy, Optional.empty(), "nginx:1", "a"), PodStatus.none());
    }

    static Pod pod(String version, PodSpec spec, PodStatus status) {
        return new Pod(
                ID,
                version,
                1,
                Map.of(),
                Map.of(),
                Optional.empty(),
                spec,
                status,
                Manifest.of("{}".getBytes(StandardCharsets.UTF_8)));
    }

    static Pod with(Pod pod, String version, PodStatus status) {
        return pod.written(version, status);
    }

    static Pod with(Pod pod, String version, Deletion deletion) {
        return new Pod(
                pod.id(),
                version,
                pod.generation(),
                pod.labels(),
                pod.annotations(),
                Optional.of(deletion),
                pod.spec(),
                pod.status(),
                pod.manifest());
    }

    static Pod with(Pod pod, String version, PodSpec spec) {
        return new Pod(
                pod.id(),
                version,
                pod.generation() + 1,
                pod.labels(),
                pod.annotations(),
                pod.deletion(),
                spec,
                pod.status(),
                pod.manifest());
    }

    static Pod deleted(Pod pod, String version, Instant at) {
        return with(pod, version, new Deletion(at, Duration.ofSeconds(30)));
    }

    static ContainerStatus status(String name, int restarts, ContainerState state) {
        boolean started = !(state instanceof ContainerState.Waiting);
        return new ContainerStatus(
                name,
                "nginx:1",
                started ? Optional.of("test://" + name) : Optional.empty(),
                state instanceof ContainerState.Running,
                restarts,
                state,
                Optional.empty());
    }

    static ContainerState running() {
        return new ContainerState.Running(NOW);
    }

    static ContainerState waiting() {
        return new ContainerState.Waiting("ContainerCreating", "");
    }

    static ContainerState exited(int code) {
        return new ContainerState.Terminated(
                code,
                Optional.empty(),
                code == 0 ? "Completed" : "Error",
                "",
                Optional.of(NOW),
                Optional.of(NOW.plusSeconds(1)));
    }

    static PodReport report(ContainerStatus... containers) {
        return new PodReport(ID, List.of(), List.of(containers), Optional.of("10.1.0.7"), Optional.empty());
    }

    static PodReport report(ContainerState state) {
        return report(status("a", 0, state));
    }

    static PodReport onReplica(String replica, ContainerState state) {
        return new PodReport(
                ID, List.of(), List.of(status("a", 0, state)), Optional.of("10.1.0.7"), Optional.of(replica));
    }

    /** What the API server holds of a pod that runs. */
    static Pod started(Pod pod, String version) {
        var status = new PodStatusView(pod, History.of(pod), at(NOW)).running(report(running()), pod.generation());
        return with(pod, version, status);
    }

    /** What the API server holds of a pod that ended. */
    static Pod ended(Pod pod, String version) {
        var ending = Ending.natural(pod, report(exited(0)));
        return with(pod, version, new PodStatusView(pod, History.of(pod), at(NOW)).ended(ending));
    }
}
