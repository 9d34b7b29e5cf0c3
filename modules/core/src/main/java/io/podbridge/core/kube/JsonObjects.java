package io.podbridge.core.kube;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Small JSON documents, made field by field: for objects of which podbridge writes a few fields. */
public final class JsonObjects {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonObjects() {}

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The document as UTF-8. */
    public static byte[] bytes(JsonNode document) {
        return MAPPER.writeValueAsBytes(document);
    }

    /** The text at a path of field names; empty if it is not there or not a text. */
    public static Optional<String> text(JsonNode document, String... path) {
        JsonNode at = document;
        for (String field : path) {
            at = at.path(field);
        }
        return at.isString() ? Optional.of(at.asString()) : Optional.empty();
    }
}
