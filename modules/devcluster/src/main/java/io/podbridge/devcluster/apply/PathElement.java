package io.podbridge.devcluster.apply;

import io.podbridge.devcluster.structure.Ownership;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** One step of a path in the notation of {@code fieldsV1}: a field, an element of a list by its keys, or a value. */
final class PathElement {
    static final String FIELD = "f:";
    static final String KEYS = "k:";
    static final String VALUE = "v:";

    private static final JsonMapper JSON = JsonMapper.shared();

    private PathElement() {}

    static String field(String name) {
        return FIELD + name;
    }

    static String value(JsonNode value) {
        return VALUE + value;
    }

    /** Empty if the element has none of the keys, not even by default. */
    static Optional<String> keyed(JsonNode element, List<Ownership.Key> keys) {
        var identity = JsonNodeFactory.instance.objectNode();
        for (var key : keys) {
            if (element.has(key.name())) {
                identity.set(key.name(), element.path(key.name()));
            } else if (!key.missing().isEmpty()) {
                identity.put(key.name(), key.missing());
            }
        }
        return identity.isEmpty() ? Optional.empty() : Optional.of(KEYS + identity);
    }

    /** As messages of kube-apiserver show a path: <code>.spec.containers[name="a"].image</code>. */
    static String shown(List<String> path) {
        return path.stream().map(PathElement::shown).collect(Collectors.joining());
    }

    private static String shown(String element) {
        var content = element.substring(FIELD.length());
        return switch (element.substring(0, FIELD.length())) {
            case FIELD -> "." + content;
            case KEYS ->
                JSON.readTree(content).properties().stream()
                        .map(key -> key.getKey() + "=" + key.getValue())
                        .collect(Collectors.joining(",", "[", "]"));
            case VALUE -> "[=" + content + "]";
            default -> "[" + content + "]";
        };
    }
}
