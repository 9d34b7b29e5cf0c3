package io.podbridge.devcluster.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Short ways into JSON trees. Absent and {@code null} are the same, as they are to Kubernetes. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /**
     * Reads UTF-8.
     *
     * @throws JacksonException if it is not JSON, or no object
     */
    public static ObjectNode parse(byte[] json) throws JacksonException {
        return MAPPER.readValue(json, ObjectNode.class);
    }

    /**
     * Reads a text.
     *
     * @throws JacksonException if it is not JSON, or no object
     */
    public static ObjectNode parse(String json) throws JacksonException {
        return MAPPER.readValue(json, ObjectNode.class);
    }

    public static byte[] encode(JsonNode tree) {
        return MAPPER.writeValueAsBytes(tree);
    }

    /** What stands at a path; a missing node if nothing does. */
    public static JsonNode at(JsonNode tree, String... path) {
        JsonNode node = tree;
        for (String step : path) {
            node = node.path(step);
        }
        return node;
    }

    /** The text at a path; empty if there is none. */
    public static String text(JsonNode tree, String... path) {
        return at(tree, path).stringValue("");
    }

    public static OptionalLong number(JsonNode tree, String... path) {
        JsonNode node = at(tree, path);
        return node.isIntegralNumber() ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
    }

    public static boolean present(JsonNode tree, String... path) {
        JsonNode node = at(tree, path);
        return !node.isMissingNode() && !node.isNull();
    }

    /** The object at a path, made where it is missing or {@code null}. */
    public static ObjectNode ensure(ObjectNode tree, String... path) {
        ObjectNode node = tree;
        for (String step : path) {
            node = node.get(step) instanceof ObjectNode child ? child : node.putObject(step);
        }
        return node;
    }

    /** The objects of an array; other elements are left out. */
    public static List<ObjectNode> objects(JsonNode tree, String... path) {
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode element : at(tree, path)) {
            if (element instanceof ObjectNode object) {
                objects.add(object);
            }
        }
        return objects;
    }

    /** The texts of an array. */
    public static List<String> texts(JsonNode tree, String... path) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : at(tree, path)) {
            element.stringValueOpt().ifPresent(texts::add);
        }
        return texts;
    }

    /** An object of texts, such as labels. */
    public static Map<String, String> strings(JsonNode tree, String... path) {
        Map<String, String> strings = new TreeMap<>();
        at(tree, path).forEachEntry((name, value) -> value.stringValueOpt().ifPresent(text -> strings.put(name, text)));
        return strings;
    }

    /** Sets, or removes if the value is absent. */
    public static void put(ObjectNode tree, String name, Optional<? extends JsonNode> value) {
        value.ifPresentOrElse(present -> tree.set(name, present), () -> tree.remove(name));
    }

    /** Copies a property, or its absence. */
    public static void copy(ObjectNode from, ObjectNode to, String name) {
        put(to, name, from.optional(name).map(JsonNode::deepCopy));
    }

    /** Removes what is {@code null}, however deep: to Kubernetes it is absent. */
    public static void dropNulls(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            object.removeIf(JsonNode::isNull);
        }
        tree.values().forEach(Json::dropNulls);
    }
}
