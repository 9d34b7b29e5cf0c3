package io.podbridge.core.pod;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pods for tests. */
public final class SamplePods {

    private SamplePods() {}

    /** A pod in namespace {@code ns}, with UID {@code uid-<name>} and one container {@code main}. */
    public static Pod pod(String name) {
        return pod(name, container("main", List.of(), List.of()));
    }

    /** The same with these containers. */
    public static Pod pod(String name, Container... containers) {
        return pod(name, List.of(), List.of(containers));
    }

    /** The same with these init containers and containers. */
    public static Pod pod(String name, List<Container> initContainers, List<Container> containers) {
        return pod(id(name), initContainers, containers);
    }

    /** A pod in another namespace. */
    public static Pod in(String namespace, String name) {
        var id = new PodId(id(name).uid(), namespace, name);
        return pod(id, List.of(), List.of(container("main", List.of(), List.of())));
    }

    private static Pod pod(PodId id, List<Container> initContainers, List<Container> containers) {
        var spec = new PodSpec(
                RestartPolicy.ALWAYS,
                Duration.ofSeconds(30),
                Optional.empty(),
                "robot",
                id.name(),
                initContainers,
                containers,
                Set.of());
        return new Pod(
                id,
                "1",
                1,
                Map.of("app", "shop"),
                Map.of("team", "blue"),
                Optional.empty(),
                spec,
                PodStatus.none(),
                Manifest.of("{}".getBytes(StandardCharsets.UTF_8)));
    }

    /** The status of a pod in this phase. */
    public static PodStatus status(Phase phase) {
        var nothing = Optional.<String>empty();
        return new PodStatus(phase, "", "", List.of(), List.of(), List.of(), nothing, nothing, Optional.empty(), 0);
    }

    /** The status of a pod that was shown on a node with this address. */
    public static PodStatus statusOn(String hostIp) {
        var nothing = Optional.<String>empty();
        return new PodStatus(
                Phase.PENDING,
                "",
                "",
                List.of(),
                List.of(),
                List.of(),
                Optional.of(hostIp),
                nothing,
                Optional.empty(),
                0);
    }

    /** The same pod with another status. */
    public static Pod with(Pod pod, PodStatus status) {
        return pod.written(pod.resourceVersion(), status);
    }

    /** The same pod, being deleted. */
    public static Pod with(Pod pod, Deletion deletion) {
        return new Pod(
                pod.id(),
                pod.resourceVersion(),
                pod.generation(),
                pod.labels(),
                pod.annotations(),
                Optional.of(deletion),
                pod.spec(),
                pod.status(),
                pod.manifest());
    }

    /** The same pod with these fields set. */
    public static Pod with(Pod pod, Set<String> fields) {
        var spec = pod.spec();
        var other = new PodSpec(
                spec.restartPolicy(),
                spec.terminationGracePeriod(),
                spec.activeDeadline(),
                spec.serviceAccount(),
                spec.hostname(),
                spec.initContainers(),
                spec.containers(),
                fields);
        return pod.with(other);
    }

    /** What a platform says of the pod of that name; the address tells two reports apart. */
    public static PodReport report(String name, String podIp) {
        return new PodReport(id(name), List.of(), List.of(), Optional.of(podIp), Optional.empty());
    }

    /** The same where only one replica reaches it. */
    public static PodReport reportOn(String replica, String name, String podIp) {
        return new PodReport(id(name), List.of(), List.of(), Optional.of(podIp), Optional.of(replica));
    }

    /** The identity of the pod of that name. */
    public static PodId id(String name) {
        return new PodId("uid-" + name, "ns", name);
    }

    /** A container with variables. */
    public static Container container(
            String name, List<EnvironmentSource> environmentFrom, List<EnvironmentVariable> environment) {
        return container(name, environmentFrom, environment, Map.of(), Map.of());
    }

    /** A container with variables, requests and limits. */
    public static Container container(
            String name,
            List<EnvironmentSource> environmentFrom,
            List<EnvironmentVariable> environment,
            Map<String, String> requests,
            Map<String, String> limits) {
        return new Container(
                name,
                "registry.test/image",
                List.of(),
                List.of(),
                Optional.empty(),
                environment,
                environmentFrom,
                requests,
                limits,
                false,
                Container.Input.NONE);
    }
}
