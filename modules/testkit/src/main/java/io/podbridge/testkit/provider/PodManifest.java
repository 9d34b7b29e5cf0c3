package io.podbridge.testkit.provider;

import io.podbridge.core.pod.Container;
import io.podbridge.core.pod.Deletion;
import io.podbridge.core.pod.EnvironmentVariable.Literal;
import io.podbridge.core.pod.Manifest;
import io.podbridge.core.pod.PodId;
import io.podbridge.core.pod.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of a pod that a {@link PodBuilder} makes, and the paths below its {@code spec}. */
final class PodManifest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode root = JSON.createObjectNode();

    PodManifest(
            PodId id,
            String resourceVersion,
            long generation,
            Map<String, String> labels,
            Map<String, String> annotations,
            Optional<Deletion> deletion,
            RestartPolicy restartPolicy,
            Duration grace,
            Optional<Duration> activeDeadline,
            List<Container> initContainers,
            List<Container> containers) {
        root.put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = root.putObject("metadata");
        metadata.put("uid", id.uid()).put("namespace", id.namespace()).put("name", id.name());
        metadata.put("resourceVersion", resourceVersion).put("generation", generation);
        putTexts(metadata, "labels", labels);
        putTexts(metadata, "annotations", annotations);
        deletion.ifPresent(asked -> metadata.put("deletionTimestamp", asked.at().toString())
                .put("deletionGracePeriodSeconds", asked.grace().toSeconds()));
        ObjectNode spec = root.putObject("spec");
        spec.put("restartPolicy", restartPolicy.apiName()).put("terminationGracePeriodSeconds", grace.toSeconds());
        activeDeadline.ifPresent(limit -> spec.put("activeDeadlineSeconds", limit.toSeconds()));
        putContainers(spec, "initContainers", initContainers);
        putContainers(spec, "containers", containers);
    }

    Manifest bytes() {
        return Manifest.of(JSON.writeValueAsBytes(root));
    }

    Set<String> fields() {
        Set<String> paths = new TreeSet<>();
        collect("", root.path("spec"), paths);
        return paths;
    }

    /** The leaves only: what lies above them is structure. */
    private static void collect(String path, JsonNode node, Set<String> into) {
        if (node.isObject() && !node.isEmpty()) {
            String prefix = path.isEmpty() ? "" : path + ".";
            node.properties().forEach(entry -> collect(prefix + entry.getKey(), entry.getValue(), into));
        } else if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
            node.forEach(element -> collect(path + "[]", element, into));
        } else {
            into.add(path);
        }
    }

    private static void putContainers(ObjectNode spec, String key, List<Container> containers) {
        if (containers.isEmpty()) {
            return;
        }
        ArrayNode array = spec.putArray(key);
        for (Container container : containers) {
            ObjectNode node = array.addObject();
            node.put("name", container.name()).put("image", container.image());
            putList(node, "command", container.command());
            putList(node, "args", container.args());
            container.workingDirectory().ifPresent(directory -> node.put("workingDir", directory));
            putEnvironment(node, container);
            if (!container.requests().isEmpty() || !container.limits().isEmpty()) {
                ObjectNode resources = node.putObject("resources");
                putTexts(resources, "requests", container.requests());
                putTexts(resources, "limits", container.limits());
            }
            if (container.restartable()) {
                node.put("restartPolicy", RestartPolicy.ALWAYS.apiName());
            }
        }
    }

    private static void putEnvironment(ObjectNode node, Container container) {
        if (container.environment().isEmpty()) {
            return;
        }
        ArrayNode variables = node.putArray("env");
        container.environment().forEach(variable -> {
            ObjectNode element = variables.addObject().put("name", variable.name());
            if (variable.value() instanceof Literal(var text)) {
                element.put("value", text);
            }
        });
    }

    private static void putList(ObjectNode node, String key, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = node.putArray(key);
            values.forEach(array::add);
        }
    }

    private static void putTexts(ObjectNode node, String key, Map<String, String> values) {
        if (!values.isEmpty()) {
            ObjectNode object = node.putObject(key);
            values.forEach(object::put);
        }
    }
}
