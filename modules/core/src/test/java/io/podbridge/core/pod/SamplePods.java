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
        var spec = new PodSpec(
                RestartPolicy.ALWAYS,
                Duration.ofSeconds(30),
                Optional.empty(),
                "robot",
                name,
                initContainers,
                containers,
                Set.of());
        return new Pod(
                new PodId("uid-" + name, "ns", name),
                "1",
                1,
                Map.of("app", "shop"),
                Map.of("team", "blue"),
                Optional.empty(),
                spec,
                PodStatus.none(),
                Manifest.of("{}".getBytes(StandardCharsets.UTF_8)));
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
                false);
    }
}
