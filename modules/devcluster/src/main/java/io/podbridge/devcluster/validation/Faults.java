package io.podbridge.devcluster.validation;

import io.podbridge.devcluster.api.ApiFailure.Cause;
import io.podbridge.devcluster.api.Failures;
import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Collects what is wrong with an object, in the words of {@code apimachinery/pkg/util/validation/field}. */
final class Faults {
    private final List<Cause> causes = new ArrayList<>();

    void required(String field, String detail) {
        add(field, "FieldValueRequired", "Required value" + suffix(detail));
    }

    void invalid(String field, JsonNode value, String detail) {
        add(field, "FieldValueInvalid", "Invalid value: " + shown(value) + suffix(detail));
    }

    void invalid(String field, String value, String detail) {
        add(field, "FieldValueInvalid", "Invalid value: " + quoted(value) + suffix(detail));
    }

    void unsupported(String field, String value, List<String> supported) {
        String all = supported.stream().map(Faults::quoted).collect(Collectors.joining(", "));
        add(field, "FieldValueNotSupported", "Unsupported value: " + quoted(value) + ": supported values: " + all);
    }

    void duplicate(String field, String value) {
        add(field, "FieldValueDuplicate", "Duplicate value: " + quoted(value));
    }

    void notFound(String field, String value) {
        add(field, "FieldValueNotFound", "Not found: " + quoted(value));
    }

    void forbidden(String field, String detail) {
        add(field, "FieldValueForbidden", "Forbidden" + suffix(detail));
    }

    private void add(String field, String reason, String message) {
        causes.add(new Cause(field, reason, message));
    }

    /** Throws 422 if there are any. */
    void refuse(ResourceType type, String name) {
        if (!causes.isEmpty()) {
            throw Failures.invalid(type, name, causes);
        }
    }

    private static String suffix(String detail) {
        return detail.isEmpty() ? "" : ": " + detail;
    }

    private static String quoted(String value) {
        return new String(Json.encode(Json.object().stringNode(value)), StandardCharsets.UTF_8);
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "null" : new String(Json.encode(value), StandardCharsets.UTF_8);
    }
}
