package io.podbridge.devcluster.validation;

import io.podbridge.devcluster.api.ApiFailure;
import io.podbridge.devcluster.api.ApiFailure.Cause;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.api.WriteOptions;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.schema.Schema;
import io.podbridge.devcluster.schema.SchemaNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether a body has the fields of its kind, and those their JSON types; removes the fields that the kind has not. */
public final class FieldCheck {
    private final List<String> unknown = new ArrayList<>();

    private FieldCheck() {}

    /**
     * Checks what a client sent.
     *
     * @param body loses its unknown fields
     * @throws ApiFailure 400 for a wrong type, and when strict for unknown fields; otherwise these are warned of
     */
    public static void check(ResourceType type, ObjectNode body, WriteOptions options) {
        fault(type, body, options).ifPresent(fault -> {
            throw refused(type, fault);
        });
    }

    /**
     * The same for what came out of a patch.
     *
     * @throws ApiFailure 422, as kube-apiserver blames the patch
     */
    public static void checkPatched(ResourceType type, ObjectNode patched, WriteOptions options) {
        fault(type, patched, options).ifPresent(fault -> {
            String shown = Json.object().stringNode(patched.toString()).toString();
            Cause cause = new Cause("patch", "FieldValueInvalid", "Invalid value: " + shown + ": " + fault);
            throw Failures.invalid("", "", "", List.of(cause));
        });
    }

    /**
     * The same for a server-side apply.
     *
     * @throws ApiFailure 500 for unknown fields, however they are to be met: so does the library behind it
     */
    public static void checkApplied(ResourceType type, ObjectNode body) {
        FieldCheck check = new FieldCheck();
        try {
            check.object(body, Schema.of(type.model()), type.model().getSimpleName(), "", "");
        } catch (TypeMismatch mismatch) {
            throw refused(type, String.valueOf(mismatch.getMessage()));
        }
        if (!check.unknown.isEmpty()) {
            String place = "(" + Json.text(body, "metadata", "namespace") + "/" + Json.text(body, "metadata", "name")
                    + "; " + type.groupVersion().group() + "/" + type.groupVersion().version() + ", Kind=" + type.kind()
                    + ")";
            String field = check.unknown.getFirst().split("\"", 3)[1];
            throw new ApiFailure(
                    500,
                    "",
                    "failed to create typed patch object " + place + ": ." + field + ": field not declared in schema",
                    ApiFailure.Details.NONE);
        }
    }

    private static Optional<String> fault(ResourceType type, ObjectNode body, WriteOptions options) {
        FieldCheck check = new FieldCheck();
        try {
            check.object(body, Schema.of(type.model()), type.model().getSimpleName(), "", "");
        } catch (TypeMismatch mismatch) {
            return Optional.of(String.valueOf(mismatch.getMessage()));
        }
        if (check.unknown.isEmpty()) {
            return Optional.empty();
        }
        return switch (options.validation()) {
            case IGNORE -> Optional.empty();
            case WARN -> {
                check.unknown.forEach(options.warnings());
                yield Optional.empty();
            }
            case STRICT -> Optional.of("strict decoding error: " + String.join(", ", check.unknown));
        };
    }

    static ApiFailure refused(ResourceType type, String why) {
        return Failures.badRequest(type.kind() + " in version \"" + type.groupVersion().version()
                + "\" cannot be handled as a " + type.kind() + ": " + why);
    }

    /**
     * Checks the fields of one object.
     *
     * @param struct the innermost class, as Go's decoder names it
     * @param path with indices, for what is unknown
     * @param goPath without, for what is of a wrong type
     */
    private void object(ObjectNode object, SchemaNode schema, String struct, String path, String goPath) {
        List<String> drop = new ArrayList<>();
        object.forEachEntry((name, value) -> {
            String place = path.isEmpty() ? name : path + "." + name;
            schema.field(name)
                    .ifPresentOrElse(
                            field -> value(value, field, struct, place, inGo(schema, goPath, name)),
                            () -> {
                                unknown.add("unknown field \"" + place + "\"");
                                drop.add(name);
                            });
        });
        object.remove(drop);
    }

    /** Go's decoder names fields, but not the keys of maps. */
    private static String inGo(SchemaNode schema, String path, String name) {
        if (schema.open()) {
            return path;
        }
        return path.isEmpty() ? name : path + "." + name;
    }

    private void value(JsonNode value, SchemaNode schema, String struct, String path, String goPath) {
        if (value.isNull()) {
            return;
        }
        GoTypes.check(value, schema, struct, goPath);
        if (value instanceof ObjectNode object && !(schema instanceof SchemaNode.Anything)) {
            object(object, schema, schema instanceof SchemaNode.Bean bean ? bean.model().getSimpleName() : struct, path, goPath);
        } else if (value.isArray()) {
            schema.items().filter(each -> !(each instanceof SchemaNode.Anything)).ifPresent(items -> {
                for (int i = 0; i < value.size(); i++) {
                    value(value.get(i), items, struct, path + "[" + i + "]", goPath);
                }
            });
        }
    }

    /** What Go's decoder would say. */
    static final class TypeMismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TypeMismatch(String message) {
            super(message, null, false, false);
        }
    }
}
