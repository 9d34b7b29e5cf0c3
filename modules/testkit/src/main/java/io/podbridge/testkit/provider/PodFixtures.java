package io.podbridge.testkit.provider;

import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.EnvironmentVariable;
import io.podbridge.core.pod.EnvironmentVariable.Literal;
import io.podbridge.core.pod.Pod;
import io.podbridge.core.provider.PodRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Pods for tests, made without an API server. */
public final class PodFixtures {
    private PodFixtures() {}

    /** A pod to be filled in: its UID is random, its namespace {@code default}, and it has no container yet. */
    public static PodBuilder pod(String name) {
        return new PodBuilder(name);
    }

    /** A container that has nothing but a name, an image and a command. */
    public static Container container(String name, String image, List<String> command) {
        return container(name, image, command, Container.Input.NONE);
    }

    /** Likewise, with this input. */
    public static Container container(String name, String image, List<String> command, Container.Input input) {
        return new Container(
                name,
                image,
                command,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                false,
                input);
    }

    /** The container as one that goes on running beside the others. */
    static Container sidecar(Container container) {
        return new Container(
                container.name(),
                container.image(),
                container.command(),
                container.args(),
                container.workingDirectory(),
                container.environment(),
                container.environmentFrom(),
                container.requests(),
                container.limits(),
                true,
                container.input());
    }

    /** The request for this pod; of its variables it holds those whose value is written in the spec. */
    public static PodRequest request(Pod pod) {
        return request(pod, Map.of());
    }

    /** Likewise, for a pod whose containers were started again that often by making the pod anew. */
    public static PodRequest request(Pod pod, Map<String, Integer> restarts) {
        Map<String, Map<String, String>> environment = new LinkedHashMap<>();
        Stream.concat(pod.spec().initContainers().stream(), pod.spec().containers().stream())
                .forEach(container -> environment.put(container.name(), literals(container)));
        return new PodRequest(pod, environment, restarts);
    }

    private static Map<String, String> literals(Container container) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (EnvironmentVariable variable : container.environment()) {
            if (variable.value() instanceof Literal(var text)) {
                variables.put(variable.name(), text);
            }
        }
        return variables;
    }
}
