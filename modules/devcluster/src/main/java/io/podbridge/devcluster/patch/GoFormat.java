package io.podbridge.devcluster.patch;

import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Trees as Go's {@code %v} prints them: some messages of kube-apiserver contain such text. */
final class GoFormat {

    private GoFormat() {}

    static String print(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(field -> field.getKey() + ":" + print(field.getValue()))
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (node.isArray()) {
            return node.valueStream().map(GoFormat::print).collect(Collectors.joining(" ", "[", "]"));
        }
        return node.isNull() ? "<nil>" : node.asString();
    }

    /** What Go's JSON decoder calls a value. */
    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "array";
            case OBJECT -> "object";
            case NUMBER -> "number";
            case BOOLEAN -> "bool";
            case STRING, BINARY, POJO -> "string";
            case NULL, MISSING -> "null";
        };
    }
}
