package io.podbridge.devcluster.openapi;

import io.podbridge.devcluster.resource.GroupVersion;
import io.podbridge.devcluster.schema.Schema;
import io.podbridge.devcluster.schema.SchemaNode;
import io.podbridge.devcluster.schema.SchemaNode.Anything;
import io.podbridge.devcluster.schema.SchemaNode.Bean;
import io.podbridge.devcluster.schema.SchemaNode.ListOf;
import io.podbridge.devcluster.schema.SchemaNode.MapOf;
import io.podbridge.devcluster.schema.SchemaNode.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of one document: those of its kinds, and all that these refer to. One use, one thread. */
final class ComponentSchemas {
    private final Map<String, ObjectNode> schemas = new TreeMap<>();
    private final Deque<Bean> open = new ArrayDeque<>();

    ComponentSchemas() {
        oneOf(schema(SchemaNames.INT_OR_STRING), "integer", "string").put("format", "int-or-string");
        oneOf(schema(SchemaNames.QUANTITY), "string", "number");
    }

    /** Adds a kind and returns the name of its schema. */
    String addKind(GroupVersion groupVersion, String kind, Class<?> model) {
        String name = SchemaNames.of(model);
        add(Schema.of(model));
        putKind(schema(name).putArray("x-kubernetes-group-version-kind").addObject(), groupVersion, kind);
        return name;
    }

    /** Adds the list of a kind, given the schema of its items. */
    String addList(GroupVersion groupVersion, String listKind, String items) {
        String name = items + "List";
        ObjectNode schema = schema(name).put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("apiVersion").put("type", "string");
        ObjectNode array = properties.putObject("items").put("type", "array");
        array.putObject("items").put("$ref", SchemaNames.reference(items));
        properties.putObject("kind").put("type", "string");
        properties.putObject("metadata").put("$ref", SchemaNames.reference(SchemaNames.LIST_META));
        putKind(schema.putArray("x-kubernetes-group-version-kind").addObject(), groupVersion, listKind);
        return name;
    }

    static void putKind(ObjectNode node, GroupVersion groupVersion, String kind) {
        node.put("group", groupVersion.group()).put("kind", kind).put("version", groupVersion.version());
    }

    /** All that were added, by name. */
    ObjectNode tree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        schemas.forEach(tree::set);
        return tree;
    }

    /** Adds what {@code node} refers to, step by step: some types hold themselves. */
    void add(SchemaNode node) {
        render(JsonNodeFactory.instance.objectNode(), node);
        while (!open.isEmpty()) {
            Bean bean = open.removeFirst();
            ObjectNode schema = schema(SchemaNames.of(bean.model())).put("type", "object");
            ObjectNode properties = schema.putObject("properties");
            new TreeMap<>(bean.fields()).forEach((field, type) -> render(properties.putObject(field), type));
        }
    }

    private ObjectNode schema(String name) {
        return schemas.computeIfAbsent(name, absent -> JsonNodeFactory.instance.objectNode());
    }

    private void render(ObjectNode target, SchemaNode node) {
        switch (node) {
            case Bean bean -> refer(target, bean);
            case ListOf(SchemaNode element) ->
                render(target.put("type", "array").putObject("items"), element);
            case MapOf(SchemaNode values) ->
                render(target.put("type", "object").putObject("additionalProperties"), values);
            case Value value -> render(target, value);
            case Anything() -> target.put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
        }
    }

    private void refer(ObjectNode target, Bean bean) {
        String name = SchemaNames.of(bean.model());
        if (!schemas.containsKey(name)) {
            schema(name);
            open.addLast(bean);
        }
        target.put("$ref", SchemaNames.reference(name));
    }

    private static void render(ObjectNode target, Value value) {
        switch (value.type()) {
            case INT_OR_STRING -> target.put("$ref", SchemaNames.reference(SchemaNames.INT_OR_STRING));
            case QUANTITY -> target.put("$ref", SchemaNames.reference(SchemaNames.QUANTITY));
            case OBJECT, ARRAY, STRING, INTEGER, NUMBER, BOOLEAN, ANY -> {
                target.put("type", value.type().name().toLowerCase(Locale.ROOT));
                if (!value.format().isEmpty()) {
                    target.put("format", value.format());
                }
            }
        }
    }

    private static ObjectNode oneOf(ObjectNode schema, String first, String second) {
        ArrayNode types = schema.putArray("oneOf");
        types.addObject().put("type", first);
        types.addObject().put("type", second);
        return schema;
    }
}
