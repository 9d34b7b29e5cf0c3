package io.podbridge.devcluster.http;

import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Finds fields that a JSON body names twice: of these only the last counts, and somebody may have meant the first. */
final class DuplicateFields {
    private DuplicateFields() {}

    /** Warns of them or refuses the body, as the client wants it. */
    static void check(ResourceType type, Body body, WriteOptions options) {
        if (options.validation() == WriteOptions.FieldValidation.IGNORE || !body.isJson()) {
            return;
        }
        var duplicates = of(body.bytes()).stream()
                .map(field -> "duplicate field \"" + field + "\"")
                .toList();
        if (duplicates.isEmpty()) {
            return;
        }
        if (options.validation() == WriteOptions.FieldValidation.STRICT) {
            throw Refusals.badRequest(
                    type.kind() + " in version \"" + type.groupVersion().version()
                            + "\" cannot be handled as a " + type.kind() + ": strict decoding error: "
                            + String.join(", ", duplicates));
        }
        duplicates.forEach(options.warnings());
    }

    /**
     * @param json well-formed
     * @return their paths, such as {@code spec.containers[0].name}
     */
    static List<String> of(byte[] json) {
        var found = new ArrayList<String>();
        var open = new ArrayDeque<Set<String>>();
        try (JsonParser parser = JsonMapper.shared().createParser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    open.push(new HashSet<>());
                } else if (token == JsonToken.END_OBJECT) {
                    open.pop();
                } else if (token == JsonToken.PROPERTY_NAME && !open.element().add(parser.currentName())) {
                    found.add(path(parser));
                }
            }
        }
        return found;
    }

    private static String path(JsonParser parser) {
        var pointer = parser.streamReadContext().pathAsPointer().toString();
        return pointer.substring(1).replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
    }
}
