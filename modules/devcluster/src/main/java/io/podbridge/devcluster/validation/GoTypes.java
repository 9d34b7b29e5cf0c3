package io.podbridge.devcluster.validation;

import io.podbridge.devcluster.schema.SchemaNode;
import io.podbridge.devcluster.schema.SchemaNode.Bean;
import io.podbridge.devcluster.schema.SchemaNode.ListOf;
import io.podbridge.devcluster.schema.SchemaNode.MapOf;
import io.podbridge.devcluster.schema.SchemaNode.Value;
import io.podbridge.devcluster.validation.FieldCheck.TypeMismatch;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Whether a JSON value fits a field, and what {@code encoding/json} says if it does not. */
final class GoTypes {
    private static final String QUANTITY_FORMAT = "^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$";
    private static final Pattern QUANTITY = Pattern.compile(QUANTITY_FORMAT);

    private GoTypes() {}

    static void check(JsonNode value, SchemaNode schema, String struct, String path) {
        boolean fits = switch (schema.type()) {
            case OBJECT -> value.isObject();
            case ARRAY -> value.isArray();
            case STRING -> value.isString();
            case INTEGER -> value.isIntegralNumber();
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case INT_OR_STRING -> value.isIntegralNumber() || value.isString();
            case QUANTITY -> value.isNumber() || value.isString();
            case ANY -> true;
        };
        if (!fits) {
            throw new TypeMismatch("json: cannot unmarshal " + shown(value, schema) + " into Go struct field " + struct
                    + "." + path + " of type " + goType(schema));
        }
        if (schema.type() == SchemaNode.Type.QUANTITY
                && !QUANTITY.matcher(value.asString()).matches()) {
            throw new TypeMismatch("quantities must match the regular expression '" + QUANTITY_FORMAT + "'");
        }
    }

    private static String shown(JsonNode value, SchemaNode schema) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "object";
            case ARRAY -> "array";
            case BOOLEAN -> "bool";
            case NUMBER -> schema.type() == SchemaNode.Type.INTEGER ? "number " + value.asString() : "number";
            case STRING, BINARY -> "string";
            case MISSING, NULL -> "null";
        };
    }

    private static String goType(SchemaNode schema) {
        return switch (schema) {
            case Bean bean -> "v1." + bean.model().getSimpleName();
            case ListOf list -> "[]" + goType(list.element());
            case MapOf map -> "map[string]" + goType(map.values());
            case Value value -> goType(value);
            case SchemaNode.Anything any -> "interface {}";
        };
    }

    private static String goType(Value value) {
        return switch (value.type()) {
            case INTEGER -> value.format().isEmpty() ? "int32" : value.format();
            case NUMBER -> "float64";
            case BOOLEAN -> "bool";
            case INT_OR_STRING -> "intstr.IntOrString";
            case QUANTITY -> "resource.Quantity";
            case STRING, OBJECT, ARRAY, ANY -> "string";
        };
    }
}
