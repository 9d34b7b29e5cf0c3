package io.podbridge.core.kube;

import io.podbridge.core.kube.KubeApi.PatchType;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects by path, with the API server's rules for uid, resourceVersion and the status subresource. Thread-safe. */
final class FakeObjects {
    private static final String STATUS = "/status";

    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final LongSupplier versions;

    FakeObjects(LongSupplier versions) {
        this.versions = versions;
    }

    synchronized Map<String, JsonNode> below(String collection) {
        var found = new TreeMap<String, JsonNode>();
        objects.forEach((path, object) -> {
            if (path.startsWith(collection + "/")) {
                found.put(path, object.deepCopy());
            }
        });
        return found;
    }

    /** Puts an object there, or another in its place, whatever there was; what is missing of its metadata is made. */
    synchronized ApiObject put(String path, JsonNode json) {
        ObjectNode object = ((ObjectNode) json).deepCopy();
        ObjectNode metadata = object.withObject("/metadata");
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!metadata.has("name")) {
            metadata.put("name", name);
        }
        if (!metadata.has("uid")) {
            metadata.put("uid", "uid-of-" + name + "-" + versions.getAsLong());
        }
        return store(path, object);
    }

    synchronized void remove(String path) {
        objects.remove(path);
    }

    synchronized ApiResult<ApiObject> get(String path) {
        ObjectNode object = objects.get(path);
        return object == null ? notFound(path) : ApiResult.ok(answer(object));
    }

    synchronized ApiResult<ApiObject> create(String collection, byte[] json) {
        ObjectNode object = parse(json);
        String name = object.path("metadata").path("name").asString("");
        if (name.isEmpty()) {
            return ApiResult.not(new ApiResult.Refused(422, "metadata.name: Required value"));
        }
        String path = collection + "/" + name;
        if (objects.containsKey(path)) {
            return ApiResult.not(new ApiResult.Conflict("\"" + name + "\" already exists"));
        }
        object.withObject("/metadata").remove("uid");
        return ApiResult.ok(put(path, object));
    }

    synchronized ApiResult<ApiObject> replace(String path, byte[] json) {
        ObjectNode body = parse(json);
        return guarded(path, body).orElseGet(() -> {
            ObjectNode metadata = body.withObject("/metadata");
            metadata.set("uid", stored(path).path("metadata").path("uid"));
            return ApiResult.ok(storeIfChanged(path, body));
        });
    }

    /** The status subresource changes nothing but the status; a Node's own path does not change it. */
    synchronized ApiResult<ApiObject> patch(String path, PatchType type, byte[] json) {
        if (type == PatchType.JSON) {
            return ApiResult.not(new ApiResult.Refused(415, "this fake does not know JSON patches"));
        }
        boolean status = path.endsWith(STATUS);
        String target = status ? path.substring(0, path.length() - STATUS.length()) : path;
        ObjectNode body = parse(json);
        return guarded(target, body).orElseGet(() -> {
            ObjectNode changed = stored(target).deepCopy();
            if (status) {
                body.retain("status");
            } else if (target.startsWith("/api/v1/nodes/")) {
                body.remove("status");
            }
            merge(changed, body, type);
            return ApiResult.ok(storeIfChanged(target, changed));
        });
    }

    synchronized ApiResult<Void> delete(String path, String uid) {
        ObjectNode object = objects.get(path);
        if (object == null) {
            return notFound(path);
        }
        if (!object.path("metadata").path("uid").asString("").equals(uid)) {
            return ApiResult.not(new ApiResult.Conflict("the UID in the precondition does not match"));
        }
        objects.remove(path);
        return done();
    }

    @SuppressWarnings("NullAway") // Void has no other value
    static ApiResult<Void> done() {
        return ApiResult.ok(null);
    }

    static <T> ApiResult<T> notFound(String what) {
        return ApiResult.not(new ApiResult.NotFound("\"" + what + "\" not found"));
    }

    /** Why the change may not be made, if it may not. */
    private Optional<ApiResult<ApiObject>> guarded(String path, ObjectNode body) {
        ObjectNode object = objects.get(path);
        if (object == null) {
            return Optional.of(notFound(path));
        }
        return differs(object, body, "resourceVersion") || differs(object, body, "uid")
                ? Optional.of(ApiResult.not(new ApiResult.Conflict("the object has been modified")))
                : Optional.empty();
    }

    private static boolean differs(JsonNode object, JsonNode body, String field) {
        JsonNode wanted = body.path("metadata").path(field);
        return wanted.isString() && !wanted.equals(object.path("metadata").path(field));
    }

    private ObjectNode stored(String path) {
        return Optional.ofNullable(objects.get(path)).orElseThrow();
    }

    /** A write that changes nothing makes no new version, as with the API server. */
    private ApiObject storeIfChanged(String path, ObjectNode changed) {
        ObjectNode before = stored(path);
        changed.withObject("/metadata")
                .set("resourceVersion", before.path("metadata").path("resourceVersion"));
        return changed.equals(before) ? answer(before) : store(path, changed);
    }

    private ApiObject store(String path, ObjectNode object) {
        object.withObject("/metadata").put("resourceVersion", Long.toString(versions.getAsLong()));
        objects.put(path, object);
        return answer(object);
    }

    private static ApiObject answer(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        return new ApiObject(
                metadata.path("uid").asString(""),
                metadata.path("resourceVersion").asString(""),
                object.deepCopy());
    }

    private static void merge(ObjectNode target, ObjectNode patch, PatchType type) {
        patch.properties().forEach(field -> {
            JsonNode old = target.path(field.getKey());
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode part) {
                merge(old instanceof ObjectNode whole ? whole : target.putObject(field.getKey()), part, type);
            } else if (type == PatchType.STRATEGIC_MERGE
                    && field.getValue() instanceof ArrayNode part
                    && old instanceof ArrayNode whole
                    && (field.getKey().equals("conditions") || field.getKey().equals("addresses"))) {
                part.forEach(element -> mergeByType(whole, element));
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }

    private static void mergeByType(ArrayNode whole, JsonNode element) {
        for (JsonNode old : whole) {
            if (old.path("type").equals(element.path("type"))) {
                merge((ObjectNode) old, (ObjectNode) element, PatchType.STRATEGIC_MERGE);
                return;
            }
        }
        whole.add(element);
    }

    private static ObjectNode parse(byte[] json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }
}
