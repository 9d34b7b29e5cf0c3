package io.podbridge.devcluster.openapi;

import io.podbridge.devcluster.discovery.TransientType;
import io.podbridge.devcluster.resource.GroupVersion;
import io.podbridge.devcluster.resource.ResourceType;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be done at each path. */
final class PathItems {
    private static final List<String> WRITE_PARAMETERS = List.of("dryRun", "fieldManager", "fieldValidation");

    private final ObjectNode paths;

    PathItems(ObjectNode paths) {
        this.paths = paths;
    }

    /** @param schema of an object, and {@code list} of a list of them */
    void add(ResourceType type, String schema, String list) {
        addReadOnly(type, schema, list);
        GroupVersion groupVersion = type.groupVersion();
        String path = path(groupVersion, type.plural(), type.namespaced());
        ObjectNode collection = paths.withObjectProperty(path);
        write(collection, "post", "post", groupVersion, type.kind(), schema);
        operation(collection, "delete", "deletecollection", groupVersion, type.kind(), schema);
        ObjectNode item = paths.withObjectProperty(path + "/{name}");
        write(item, "put", "put", groupVersion, type.kind(), schema);
        write(item, "patch", "patch", groupVersion, type.kind(), schema);
        operation(item, "delete", "delete", groupVersion, type.kind(), schema);
    }

    /** The same of what can only be read. */
    void addReadOnly(ResourceType type, String schema, String list) {
        GroupVersion groupVersion = type.groupVersion();
        String path = path(groupVersion, type.plural(), type.namespaced());
        operation(paths.putObject(path), "get", "list", groupVersion, type.kind(), list);
        operation(paths.putObject(path + "/{name}"), "get", "get", groupVersion, type.kind(), schema);
        if (type.namespaced()) {
            ObjectNode everywhere = paths.putObject(groupVersion.path() + "/" + type.plural());
            operation(everywhere, "get", "list", groupVersion, type.kind(), list);
        }
    }

    void add(TransientType type, String schema) {
        ObjectNode path = paths.putObject(path(type.groupVersion(), type.plural(), type.namespaced()));
        write(path, "post", "post", type.groupVersion(), type.kind(), schema);
    }

    private static String path(GroupVersion groupVersion, String plural, boolean namespaced) {
        return groupVersion.path() + (namespaced ? "/namespaces/{namespace}/" : "/") + plural;
    }

    private static ObjectNode operation(
            ObjectNode path, String method, String action, GroupVersion groupVersion, String kind, String answer) {
        ObjectNode operation = path.putObject(method);
        ObjectNode ok = operation.putObject("responses").putObject("200").put("description", "OK");
        putSchema(ok.putObject("content"), answer);
        operation.put("x-kubernetes-action", action);
        ComponentSchemas.putKind(operation.putObject("x-kubernetes-group-version-kind"), groupVersion, kind);
        return operation;
    }

    /** Without a media type of the body for patches: kubectl then merges by what it knows of the kinds itself. */
    private static void write(
            ObjectNode path, String method, String action, GroupVersion groupVersion, String kind, String schema) {
        ObjectNode operation = operation(path, method, action, groupVersion, kind, schema);
        ArrayNode parameters = operation.putArray("parameters");
        for (String name : WRITE_PARAMETERS) {
            ObjectNode parameter = parameters.addObject().put("name", name).put("in", "query");
            parameter.putObject("schema").put("type", "string").put("uniqueItems", true);
        }
        if (!method.equals("patch")) {
            putSchema(operation.putObject("requestBody").putObject("content"), schema);
        }
    }

    private static void putSchema(ObjectNode content, String schema) {
        content.putObject("application/json").putObject("schema").put("$ref", SchemaNames.reference(schema));
    }
}
