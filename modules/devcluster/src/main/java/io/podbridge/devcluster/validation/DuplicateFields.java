package io.podbridge.devcluster.validation;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Fields that a body has twice; a tree no longer shows them, so this reads the text. */
public final class DuplicateFields {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** An object or array that is open: where it stands, and what it has had so far. */
    private static final class Open {
        private final String path;
        private final Set<String> names = new HashSet<>();
        private int index = -1;

        Open(String path) {
            this.path = path;
        }
    }

    private final List<String> found = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private String field = "";

    private DuplicateFields() {}

    /**
     * Checks what a client sent.
     *
     * @param json well-formed
     * @throws ApiFailure 400 when strict; otherwise they are warned of
     */
    public static void check(ResourceType type, byte[] json, WriteOptions options) {
        List<String> duplicates = in(json);
        if (duplicates.isEmpty()) {
            return;
        }
        switch (options.validation()) {
            case IGNORE -> {}
            case WARN -> duplicates.forEach(options.warnings());
            case STRICT ->
                throw FieldCheck.refused(type, "strict decoding error: " + String.join(", ", duplicates));
        }
    }

    /** As {@code duplicate field "spec.x"}, in their order. */
    static List<String> in(byte[] json) throws JacksonException {
        DuplicateFields search = new DuplicateFields();
        try (JsonParser parser = MAPPER.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                search.token(token, parser);
            }
        }
        return search.found;
    }

    private void token(JsonToken token, JsonParser parser) {
        if (token == JsonToken.PROPERTY_NAME) {
            named(parser.currentName());
        } else if (token.isStructEnd()) {
            open.pop();
        } else {
            String path = place();
            if (token.isStructStart()) {
                open.push(new Open(path));
            }
        }
    }

    private void named(String name) {
        Open object = open.element();
        field = object.path.isEmpty() ? name : object.path + "." + name;
        if (!object.names.add(name)) {
            found.add("duplicate field \"" + field + "\"");
        }
    }

    /** Where a value stands: at the field that was named last, or at the next place of an array. */
    private String place() {
        Open parent = open.peek();
        if (parent == null || !field.isEmpty()) {
            String named = field;
            field = "";
            return named;
        }
        parent.index++;
        return parent.path + "[" + parent.index + "]";
    }
}
