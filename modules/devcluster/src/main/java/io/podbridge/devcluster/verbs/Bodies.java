package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

/** Whether a body is of the kind and in the namespace that the path says; fills in what it leaves to the path. */
final class Bodies {
    private Bodies() {}

    static void conform(ResourceType type, String namespace, ObjectNode body) {
        kind(type, body);
        inNamespace(type, namespace, body);
    }

    /** Without a look at the kind, which server-side apply words in its own way. */
    static void inNamespace(ResourceType type, String namespace, ObjectNode body) {
        Json.dropNulls(body);
        ObjectNode metadata = Json.ensure(body, "metadata");
        if (!type.namespaced()) {
            metadata.remove("namespace");
            return;
        }
        String own = Json.text(metadata, "namespace");
        if (!own.isEmpty() && !own.equals(namespace)) {
            throw Failures.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        metadata.put("namespace", namespace);
    }

    private static void kind(ResourceType type, ObjectNode body) {
        String kind = Json.text(body, "kind");
        String apiVersion = Json.text(body, "apiVersion");
        String expected = type.groupVersion().apiVersion();
        if (!kind.isEmpty() && !kind.equals(type.kind())) {
            throw unlike(type, apiVersion.isEmpty() ? expected : apiVersion, kind);
        }
        if (!apiVersion.isEmpty() && !apiVersion.equals(expected)) {
            if (ResourceTypes.ofKind(apiVersion, type.kind()).isEmpty()) {
                throw unlike(type, apiVersion, type.kind());
            }
            throw Failures.badRequest("the API version in the data (" + apiVersion
                    + ") does not match the expected API version (" + expected + ")");
        }
        body.put("kind", type.kind());
        body.put("apiVersion", expected);
    }

    private static ApiFailure unlike(ResourceType type, String apiVersion, String kind) {
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        String why = ResourceTypes.ofKind(apiVersion, kind).isPresent()
                ? "converting (" + version + "." + kind + ") to (" + internal(type) + "): unknown conversion"
                : "no kind \"" + kind + "\" is registered for version \"" + apiVersion
                        + "\" in scheme \"pkg/runtime/scheme.go:111\"";
        return Failures.badRequest(
                kind + " in version \"" + version + "\" cannot be handled as a " + type.kind() + ": " + why);
    }

    private static String internal(ResourceType type) {
        String group = type.groupVersion().group();
        return (group.isEmpty() ? "core" : group.split("\\.", 2)[0]) + "." + type.kind();
    }
}
