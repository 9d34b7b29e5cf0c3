package io.podbridge.devcluster.proxy;

import io.podbridge.devcluster.api.Failures;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Which container of a pod is meant (validateContainer of pkg/registry/core/pod/strategy.go). */
final class Containers {
    private Containers() {}

    /** @param wanted empty for the only one */
    static String choose(JsonNode pod, String wanted) {
        var name = pod.path("metadata").path("name").asString("");
        var all = Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(list -> names(pod, list).stream())
                .toList();
        if (!wanted.isEmpty()) {
            if (!all.contains(wanted)) {
                throw Failures.badRequest("container " + wanted + " is not valid for pod " + name);
            }
            return wanted;
        }
        var usual = names(pod, "containers");
        return switch (usual.size()) {
            case 1 -> usual.getFirst();
            case 0 -> throw Failures.badRequest("a container name must be specified for pod " + name);
            default ->
                throw Failures.badRequest("a container name must be specified for pod " + name + ", choose one of: ["
                        + String.join(" ", all) + "]");
        };
    }

    private static List<String> names(JsonNode pod, String list) {
        return pod.path("spec")
                .path(list)
                .valueStream()
                .map(container -> container.path("name").asString(""))
                .toList();
    }
}
