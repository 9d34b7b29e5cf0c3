package io.podbridge.devcluster.verbs;

import io.podbridge.devcluster.api.ApiFailure.Cause;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.api.Patch;
import io.podbridge.devcluster.api.PatchResult;
import io.podbridge.devcluster.api.StoredObject;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.patch.Patches;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.store.ObjectStore;
import io.podbridge.devcluster.store.Stored;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The number of replicas of a Deployment, ReplicaSet or StatefulSet as an object of its own ({@code autoscaling/v1}). */
final class Scales {
    private static final List<String> METADATA =
            List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp");

    private final ObjectStore store;
    private final Modification modification;

    Scales(ObjectStore store, Modification modification) {
        this.store = store;
        this.modification = modification;
    }

    StoredObject get(ObjectKey key) {
        return shown(store.find(key).orElseThrow(() -> Failures.notFound(key)));
    }

    StoredObject update(ObjectKey key, ObjectNode scale, WriteOptions options) {
        return write(key, options, current -> scale);
    }

    PatchResult patch(ObjectKey key, Patch patch, WriteOptions options) {
        if (patch.type() == Patch.Type.APPLY) {
            JsonNode body = patch.body();
            return new PatchResult(write(key, options, current -> replicas(current, body)), false);
        }
        return new PatchResult(write(key, options, current -> Patches.apply(patch, current, key.type())), false);
    }

    private static ObjectNode replicas(ObjectNode scale, JsonNode body) {
        Json.ensure(scale, "spec").set("replicas", Json.at(body, "spec", "replicas"));
        return scale;
    }

    private StoredObject write(ObjectKey key, WriteOptions options, UnaryOperator<ObjectNode> wanted) {
        return shown(modification.change(key, "scale", options, current -> {
            ObjectNode scale = wanted.apply(scale(current.tree()));
            Preconditions.uid(current, Json.text(scale, "metadata", "uid"));
            check(key, scale);
            ObjectNode object = current.tree();
            Json.ensure(object, "spec")
                    .put("replicas", Json.number(scale, "spec", "replicas").orElse(0));
            Json.ensure(object, "metadata").put("resourceVersion", Json.text(scale, "metadata", "resourceVersion"));
            return object;
        }));
    }

    private static void check(ObjectKey key, ObjectNode scale) {
        long replicas = Json.number(scale, "spec", "replicas").orElse(0);
        if (replicas < 0) {
            Cause cause = new Cause(
                    "spec.replicas",
                    "FieldValueInvalid",
                    "Invalid value: " + replicas + ": must be greater than or equal to 0");
            throw Failures.invalid("autoscaling", "Scale", key.name(), List.of(cause));
        }
    }

    private static StoredObject shown(StoredObject object) {
        return Stored.dry(object.key(), object.resourceVersion(), scale(object.tree()));
    }

    private static ObjectNode scale(ObjectNode object) {
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        METADATA.forEach(each -> Json.copy(Json.ensure(object, "metadata"), metadata, each));
        scale.putObject("spec").put("replicas", Json.number(object, "spec", "replicas").orElse(0));
        scale.putObject("status")
                .put("replicas", Json.number(object, "status", "replicas").orElse(0))
                .put("selector", selector(Json.at(object, "spec", "selector")));
        return scale;
    }

    /** As a label selector in text. */
    private static String selector(JsonNode selector) {
        Stream<String> equal = Json.strings(selector, "matchLabels").entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue());
        Stream<String> expressions = Json.objects(selector, "matchExpressions").stream().map(Scales::expression);
        return Stream.concat(equal, expressions).collect(Collectors.joining(","));
    }

    private static String expression(ObjectNode expression) {
        String key = Json.text(expression, "key");
        String values = " (" + String.join(",", Json.texts(expression, "values")) + ")";
        return switch (Json.text(expression, "operator")) {
            case "In" -> key + " in" + values;
            case "NotIn" -> key + " notin" + values;
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
    }
}
